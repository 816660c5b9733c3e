"""python -m benchmarks.dates"""

from benchmarks.dates import main

main()
