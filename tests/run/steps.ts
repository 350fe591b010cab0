import { type Counts, countOne, countPlaywright, countVitest, reports } from './counts.ts'

/** One part of the test run. Steps of the same `round` do not depend on each other and run side by side. */
export interface Step {
  name: string
  title: string
  command: string
  round: number
  /** Prints straight on while it runs; the others print only what went wrong. */
  live: boolean
  count(code: number): Counts
}

const check = (name: string, title: string, command: string, round = 2): Step => ({
  ...{ name, title, command, round, live: false, count: countOne },
})

const vitest = `vitest run --reporter=default --reporter=json --outputFile.json=${reports.vitest}`

const steps: Step[] = [
  check('build', 'Build', 'npm run --silent build', 1),
  check('types', 'Types', 'tsc -b'),
  check('lint', 'Lint and format', 'biome check .'),
  check('dead-code', 'Dead code', 'knip'),
  { name: 'unit', title: 'Units and API', command: vitest, round: 2, live: true, count: countVitest },
]

/** The window and the Electron app share one run, so that its workers are never idle. */
function browserStep(projects: string[]): Step {
  const command = ['playwright test', ...projects.map((project) => `--project=${project}`)].join(' ')
  const title = projects.join(' and ').replace('window', 'Window').replace('electron', 'Electron')
  return { name: 'browser', title, command, round: 3, live: true, count: countPlaywright }
}

const projects = ['window', 'electron']
const stepNames = [...steps.map(({ name }) => name), ...projects]

/** The steps of those names, all of them when none is named. Fails for a name that there is not. */
export function chooseSteps(names: string[]): Step[] {
  const unknown = names.find((name) => !stepNames.includes(name))
  if (unknown) throw new Error(`There is no step “${unknown}”. There are: ${stepNames.join(', ')}.`)
  const isChosen = (name: string) => names.length === 0 || names.includes(name)
  const chosen = steps.filter(({ name }) => isChosen(name))
  const chosenProjects = projects.filter(isChosen)
  return chosenProjects.length > 0 ? [...chosen, browserStep(chosenProjects)] : chosen
}
