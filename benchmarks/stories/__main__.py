"""python -m benchmarks.stories"""

from benchmarks.stories import main

main()
