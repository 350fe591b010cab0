const barLength = 30

/** Shows how far a long piece of work is: a bar that is drawn again on a terminal, a line now and then elsewhere. */
export function createProgress(label: string, total: number) {
  const startedAt = performance.now()
  const isTerminal = process.stdout.isTTY === true
  let shownAt = startedAt

  function draw(done: number): void {
    const seconds = Math.max(0.001, (performance.now() - startedAt) / 1000)
    const filled = Math.round((done / total) * barLength)
    const bar = '█'.repeat(filled) + '░'.repeat(barLength - filled)
    const line = `${label.padEnd(12)} ${bar} ${done.toLocaleString('en')} (${Math.round(done / seconds).toLocaleString('en')}/s)`
    process.stdout.write(isTerminal ? `\r${line}\u001b[K` : `${line}\n`)
  }

  return (done: number): void => {
    const now = performance.now()
    if (done < total && now - shownAt < (isTerminal ? 100 : 5000)) return
    shownAt = now
    draw(done)
    if (done === total && isTerminal) process.stdout.write('\n')
  }
}
