import fc from 'fast-check'

/** ASCII capitals as small letters, all else as it is: what searching by URL takes for the same. */
export const fold = (text: string): string => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase())

const letters = [...'aAbBzZ01%_\\/.-?=& \'"[]^{}|@éÉßſKİ漢字😀👩\u{ff}\u{80}\u{7f}']
const odd = fc.array(fc.constantFrom(...letters), { minLength: 1, maxLength: 24 }).map((all) => all.join(''))
const long = fc.tuple(odd, fc.integer({ min: 50, max: 400 })).map(([text, times]) => text.repeat(times).slice(0, 8000))

/** URLs as clients may write them: ordinary, odd, long, and often the same one again. */
export const urls: fc.Arbitrary<string> = fc
  .oneof(
    { weight: 4, arbitrary: odd },
    { weight: 3, arbitrary: fc.webUrl({ withQueryParameters: true }) },
    {
      weight: 2,
      arbitrary: fc.constantFrom('https://a.org/B.png', 'HTTPS://A.ORG/b.PNG', 'a%b_c', 'A%B_C', 'ab', 'b'),
    },
    { weight: 1, arbitrary: long },
  )
  .map((url) => url.toWellFormed())

/** Something to search for, mostly cut from one of the URLs, as the number says. */
export function needleOf(all: readonly string[], pick: number): string {
  const characters = [...(all[pick % all.length] ?? 'x')]
  const from = Math.floor(pick / 7) % characters.length
  const length = 1 + (Math.floor(pick / 77) % 12)
  const cut = characters.slice(from, from + length).join('')
  if (pick % 5 === 0) return cut.toUpperCase()
  if (pick % 11 === 0) return `${cut}~`
  return pick % 13 === 0 ? (letters[pick % letters.length] ?? 'x') : cut
}
