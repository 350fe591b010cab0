interface Size {
  width: number
  height: number
}

/** The size of a picture inside a box: as large as fits, never larger than the picture itself, at least one pixel. */
export function fitInside(box: Size, { width, height }: Size): Size {
  const scale = Math.min(1, box.width / width, box.height / height)
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}
