#!/usr/bin/env bash
# Makes the raster icons of the installed web app from public/icon.svg and
# public/icons/maskable.svg; needs rsvg-convert (librsvg2-bin).
# Run after changing a drawing: `style/app-icons.sh`; the results are committed.
set -euo pipefail
cd "$(dirname "$0")/../public"

for size in 192 512; do
  rsvg-convert --width "$size" --height "$size" icon.svg --output "icons/icon-$size.png"
  rsvg-convert --width "$size" --height "$size" icons/maskable.svg --output "icons/maskable-$size.png"
done
rsvg-convert --width 180 --height 180 icons/maskable.svg --output icons/apple-180.png
rsvg-convert --width 32 --height 32 icon.svg --output icons/favicon-32.png

