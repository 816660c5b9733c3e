"""python -m benchmarks.actors"""

from benchmarks.actors import main

main()
