"""python -m benchmarks.notes"""

from benchmarks.notes import main

main()
