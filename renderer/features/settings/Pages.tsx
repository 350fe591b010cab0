import { Delivery } from '../../ui/delivery/Delivery.tsx'
import { Part } from './Part.tsx'

/** Which pages see pictures and upload, and how strictly URLs of pictures are read. */
export function Pages() {
  return (
    <Part
      title="Pages"
      hint="Web pages see pictures of this library, and upload by what the private key signed, only where they are allowed to."
    >
      <Delivery />
    </Part>
  )
}
