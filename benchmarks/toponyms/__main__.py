"""python -m benchmarks.toponyms"""

from benchmarks.toponyms import main

main()
