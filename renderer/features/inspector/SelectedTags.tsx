import { useEffect, useState } from 'react'
import { useAnswer } from '../../hooks/use-answer.ts'
import { useSelection, useWindow } from '../../state/window.ts'
import { type ShownTag, Tags } from './Tags.tsx'
import { useTagging } from './use-tagging.ts'

/** So many selected pictures are asked for their tags, one by one. */
const mostAsked = 30

/** Tags of all selected pictures: what is added goes to each, what is taken off is taken off each that has it. */
export function SelectedTags({ count }: { count: number }) {
  const { actions } = useWindow()
  const tagging = useTagging(actions.selectedHashes)
  const tags = useTagsOfSelected(count)
  return (
    <>
      <Tags tags={tags} {...tagging} />
      <p className="hint">
        {count > mostAsked
          ? `What you add goes to all of them. The tags of more than ${mostAsked} pictures are not listed.`
          : 'What you add goes to all of them. A number tells how many have a tag.'}
      </p>
    </>
  )
}

function useTagsOfSelected(count: number): ShownTag[] {
  const { client, transport, actions } = useWindow()
  const ranges = useSelection((state) => state.ranges)
  const [turn, setTurn] = useState(0)
  useEffect(
    () =>
      transport.listen(({ type }) => {
        if (type === 'images.changed' || type === 'library.reset') setTurn((now) => now + 1)
      }),
    [transport],
  )
  const key = count <= mostAsked ? `${JSON.stringify(ranges)} ${turn}` : null
  const { value } = useAnswer(key, async () => {
    const hashes = await actions.selectedHashes()
    const details = await Promise.all(hashes.map((hash) => client.images.get({ hash })))
    return countTags(details.map(({ tags }) => tags))
  })
  return value ?? []
}

/** Every tag once, with how many pictures have it where not all do; those of most pictures first. */
function countTags(pictures: readonly (readonly string[])[]): ShownTag[] {
  const counts = new Map<string, number>()
  for (const name of pictures.flat()) counts.set(name, (counts.get(name) ?? 0) + 1)
  return [...counts]
    .sort(([a, m], [b, n]) => n - m || a.localeCompare(b))
    .map(([name, count]) => (count === pictures.length ? { name } : { name, count }))
}
