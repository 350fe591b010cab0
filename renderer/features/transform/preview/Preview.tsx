import type { ImageDetail } from '#shared/schema.ts'
import { useTransformer } from '../../../state/window.ts'
import { ImageIcon } from '../../../ui/icons.tsx'
import { Message } from '../../../ui/Message.tsx'
import { Figures } from './Figures.tsx'
import { Stage } from './Stage.tsx'
import { TakeOut } from './TakeOut.tsx'
import { useRendering } from './use-rendering.ts'
import './preview.css'

/** What comes of the steps, beside the original. */
export function Preview() {
  const picture = useTransformer((state) => state.picture)
  if (picture) return <Previewed picture={picture} />
  return (
    <section className="transform-preview" aria-label="Preview">
      <Message icon={<ImageIcon />} title="Nothing to transform yet">
        <p>Choose a picture, and what the steps make of it appears here.</p>
      </Message>
    </section>
  )
}

function Previewed({ picture }: { picture: ImageDetail }) {
  const rendered = useRendering()
  const { seen, isPending, hasErrors, problem } = rendered
  const isKnown = seen?.isExact && !isPending && !hasErrors && problem === null
  const exact = isKnown ? seen.picture : null
  return (
    <section className="transform-preview" aria-label="Preview">
      <Stage picture={picture} rendered={rendered} />
      <footer className="preview-foot">
        <Figures picture={picture} exact={exact} isPending={isPending} />
        <TakeOut picture={picture} exact={exact} />
      </footer>
    </section>
  )
}
