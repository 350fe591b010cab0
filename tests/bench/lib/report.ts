/** What a row of the bench found: a table, and what must be known to read it. */
export interface Report {
  header: string[]
  rows: (string | number)[][]
  notes?: string[]
}

/** A number with three digits that count. */
function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return '–'
  if (Number.isInteger(value)) return value.toLocaleString('en')
  if (Math.abs(value) >= 1000) return Math.round(value).toLocaleString('en')
  return value.toPrecision(3)
}

const text = (cell: string | number) => (typeof cell === 'number' ? formatNumber(cell) : cell)

/** The report as a Markdown table with aligned columns, numbers to the right. */
export function formatReport({ header, rows, notes = [] }: Report): string {
  const lines = [header, ...rows.map((row) => row.map(text))]
  const widths = header.map((_, column) => Math.max(3, ...lines.map((line) => [...(line[column] ?? '')].length)))
  const isNumber = header.map((_, column) => rows.every((row) => typeof row[column] === 'number'))
  const cell = (line: string[], column: number) => {
    const space = ' '.repeat((widths[column] ?? 0) - [...(line[column] ?? '')].length)
    return isNumber[column] ? space + line[column] : line[column] + space
  }
  const drawn = lines.map((line) => `| ${header.map((_, column) => cell(line, column)).join(' | ')} |`)
  const rule = `|${widths.map((width, at) => `${'-'.repeat(width + 1)}${isNumber[at] ? ':' : '-'}`).join('|')}|`
  return [drawn[0], rule, ...drawn.slice(1), ...notes.map((note) => `\n${note}`)].join('\n')
}
