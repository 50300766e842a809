#!/bin/sh
# From the corpus to the model that is shipped: teacher, student, export, calibration.  About an hour and a half on two cores.
set -eu
cd "$(dirname "$0")"
python train.py --encoder mpnet --epochs 3 --rate 4e-5 --seed 1 --out build/teacher
python train.py --encoder minilm --teacher build/teacher --epochs 10 --seed 1 --out build/student
python export.py build/student
python calibrate.py
