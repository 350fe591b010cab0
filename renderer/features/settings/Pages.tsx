import { useWindow } from '../../state/window.ts'
import { Button } from '../../ui/Button.tsx'
import { Delivery } from '../../ui/delivery/Delivery.tsx'
import { Part } from './Part.tsx'

/** To which pages pictures are shown, how strictly their URLs are read, and the way to the rules for duplicates. */
export function Pages() {
  const { view } = useWindow()
  return (
    <Part title="Pages" hint="Web pages see pictures of this library only where they are allowed to.">
      <Delivery />
      <p className="hint settings-link">
        Which copy of duplicates is kept is set among them, under “Rules”.
        <Button look="quiet" onClick={() => view.setState({ place: 'duplicates' })}>
          Go to the duplicates
        </Button>
      </p>
    </Part>
  )
}
