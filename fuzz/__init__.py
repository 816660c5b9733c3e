"""Fuzzing: targets that take any bytes and hold the program to what it promises of them (`targets`), with a runner for atheris.

    make fuzz TARGET=html SECONDS=900
    python -m fuzz --list

`tests/test_fuzz.py` runs the same targets without atheris: over their seeds, over what was ever found (`regressions`) and over some
hundred mutations.
"""
