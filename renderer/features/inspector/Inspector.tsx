import { useEffect } from 'react'
import type { ImageDetail } from '#shared/schema.ts'
import { useLibrary, useWindow } from '../../state/window.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { formatPictures } from '../../ui/format.ts'
import { CloseIcon, ImageIcon, RestoreIcon, TrashIcon, WarningIcon } from '../../ui/icons.tsx'
import { Message } from '../../ui/Message.tsx'
import { Facts } from './Facts.tsx'
import { Files } from './Files.tsx'
import { ImageButtons } from './ImageButtons.tsx'
import { MoveSelected } from './MoveSelected.tsx'
import { Note } from './Note.tsx'
import { Preview } from './Preview.tsx'
import { SelectedTags } from './SelectedTags.tsx'
import { Similar } from './Similar.tsx'
import { Sources } from './Sources.tsx'
import { SupersededBy, Supersedes } from './Superseded.tsx'
import { Tags } from './Tags.tsx'
import { useDetail, useInspected } from './use-inspected.ts'
import { useTagging } from './use-tagging.ts'
import { Variants } from './Variants.tsx'
import './inspector.css'
import './annotations.css'

/** Everything about the selected picture, or about how many are selected. */
export function Inspector() {
  const { view, selection } = useWindow()
  const { count, hash } = useInspected()
  const { value: detail, failure } = useDetail(hash)
  useEffect(
    () =>
      selection.subscribe((after, before) => {
        if (after.ranges !== before.ranges) view.setState({ inspected: null })
      }),
    [selection, view],
  )
  return (
    <aside className="inspector" aria-label="Inspector">
      <IconButton
        label="Close the inspector"
        className="inspector-close"
        onClick={() => view.setState({ isInspectorOpen: false })}
      >
        <CloseIcon />
      </IconButton>
      {failure && <Message icon={<WarningIcon />} title={failure.message} tone="problem" />}
      {detail && <OneImage detail={detail} />}
      {!hash && count > 1 && <Several count={count} />}
      {!hash && count === 0 && (
        <Message icon={<ImageIcon />} title="No picture selected">
          <p>Select one to see where it came from and what it looks like.</p>
        </Message>
      )}
    </aside>
  )
}

function OneImage({ detail }: { detail: ImageDetail }) {
  const { hash, tags, supersededBy } = detail
  const tagging = useTagging(async () => [hash])
  return (
    <>
      <Preview detail={detail} />
      <h2 className="inspector-name">{detail.name}</h2>
      {supersededBy && <SupersededBy hash={supersededBy} />}
      <ImageButtons detail={detail} />
      <Facts detail={detail} />
      <Files files={detail.files} />
      <Tags key={`tags ${hash}`} tags={tags.map((name) => ({ name }))} {...tagging} />
      <Note key={`note ${hash}`} detail={detail} />
      <Sources sources={detail.sources} />
      <Supersedes hashes={detail.supersedes} />
      <Variants variants={detail.variants} />
      {detail.perceptualHash && <Similar key={hash} hash={hash} isPlain={detail.lowDetail} />}
    </>
  )
}

function Several({ count }: { count: number }) {
  const { actions } = useWindow()
  const isTrash = useLibrary((state) => state.query.view === 'trash')
  return (
    <div className="several">
      <Message icon={<ImageIcon />} title={`${formatPictures(count)} selected`}>
        {isTrash ? (
          <Button icon={<RestoreIcon />} onClick={() => void actions.restoreSelected()}>
            Restore
          </Button>
        ) : (
          <Button icon={<TrashIcon />} onClick={() => void actions.trashSelected()}>
            Move to trash
          </Button>
        )}
      </Message>
      {!isTrash && <MoveSelected />}
      <SelectedTags count={count} />
    </div>
  )
}
