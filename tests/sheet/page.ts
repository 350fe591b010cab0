import { optionOf } from '#shared/imagekit/names.ts'
import type { RenderedExample } from './render.ts'
import { likenessOf } from './table.ts'

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string) => text.replace(/[&<>"]/g, (character) => escapes[character] ?? '')

const style = `
body { margin: 0; padding: 24px; font: 13px/1.4 'DejaVu Sans', sans-serif; color: #1d2330; background: #fff; }
section { display: grid; grid-template-columns: repeat(auto-fill, minmax(220px, 1fr)); gap: 20px 16px; }
h1, h2 { font-weight: 600; margin: 0 0 12px; } section + h2 { margin-top: 40px; }
figure { margin: 0; min-width: 0; }
.picture { height: 220px; display: grid; place-items: center; border: 1px solid #d8dce4;
  background: repeating-conic-gradient(#e9ecf2 0 25%, #fff 0 50%) 0 0 / 16px 16px; }
.picture img { max-width: 100%; max-height: 218px; display: block; }
.refused { background: #f6f7f9; padding: 0 16px; text-align: center; color: #6b7280; }
figcaption b { display: block; margin-top: 6px; overflow-wrap: anywhere; } code { overflow-wrap: anywhere; font-size: 11px; color: #2f4a8a; }
.facts, .remark { color: #5b6472; font-size: 11px; } .remark { color: #8a5a00; }
.fault { color: #b3261e; font-weight: 600; }`

function picture({ bytes, contentType, status, remark }: RenderedExample): string {
  if (status !== 200) return `<div class="picture refused">${escaped(remark)}</div>`
  return `<div class="picture"><img alt="" src="data:${contentType};base64,${bytes.toString('base64')}"></div>`
}

function titleOf({ code, title = '' }: RenderedExample): { name: string; help: string } {
  const option = code === undefined ? undefined : optionOf(code)
  if (!option) return { name: title, help: '' }
  return { name: `${option.code} · ${option.names[0]} · ${likenessOf(option)}`, help: option.help }
}

function figure(example: RenderedExample): string {
  const { steps, headers, became, contentType, bytes, milliseconds, remark, status, fault } = example
  const { name, help } = titleOf(example)
  const facts = [became, contentType.replace(/;.*/, ''), `${(bytes.length / 1000).toFixed(1)} kB`]
  const lines = [
    `<b>${escaped(name)}</b>${escaped(help)}<br><code>tr:${escaped(steps)}</code>`,
    ...(headers
      ? [
          `<div class="facts">${escaped(
            Object.entries(headers)
              .map((pair) => pair.join(': '))
              .join(', '),
          )}</div>`,
        ]
      : []),
    `<div class="facts">${status === 200 ? `${facts.join(' · ')} · ${milliseconds.toFixed(0)} ms` : status}</div>`,
    ...(status === 200 && remark ? [`<div class="remark">${escaped(remark)}</div>`] : []),
    ...(fault ? [`<div class="fault">${escaped(fault)}</div>`] : []),
  ]
  return `<figure>${picture(example)}<figcaption>${lines.join('')}</figcaption></figure>`
}

/** The examples as one HTML page that needs nothing beside it; `id`s of its parts are page-1, page-2, … */
export function sheetPage(groups: ReadonlyMap<string, readonly RenderedExample[]>): string {
  const parts = [...groups].map(
    ([title, examples], at) =>
      `<div id="page-${at + 1}"><h2>${escaped(title)}</h2><section>${examples.map(figure).join('')}</section></div>`,
  )
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Transformations</title><style>${style}</style>
<h1>Transformations</h1>${parts.join('')}</html>`
}
