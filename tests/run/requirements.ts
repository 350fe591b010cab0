import { spawnSync } from 'node:child_process'
import { findChromium } from '../helpers/chromium.ts'
import { runCommand } from './command.ts'

/** What the tests need of the machine, as packages of Debian. */
interface Requirement {
  debian: string
  what: string
  isThere(): boolean
}

const requirements: Requirement[] = [
  { debian: 'chromium', what: 'Chromium', isThere: () => findChromium() !== undefined },
  {
    debian: 'python3-httpx',
    what: 'Python 3 with httpx',
    isThere: () => succeeds('/usr/bin/python3', '-c', 'import httpx'),
  },
]

/** Installs what is missing where that is possible; else says what to install. Resolves to whether all is there. */
export async function ensureRequirements(): Promise<boolean> {
  const missing = requirements.filter(({ isThere }) => !isThere())
  if (missing.length === 0) return true
  const packages = missing.map(({ debian }) => debian).join(' ')
  if (process.getuid?.() !== 0 || !succeeds('apt-get', '--version')) {
    console.log(`The tests need ${missing.map(({ what }) => what).join(' and ')}.`)
    console.log(`Install them first; on Debian: sudo apt-get install ${packages}`)
    return false
  }
  console.log(`Installing ${packages} with apt-get, for the tests need them …`)
  return installWithApt(packages, missing)
}

async function installWithApt(packages: string, missing: Requirement[]): Promise<boolean> {
  const install = `apt-get install -y -qq --no-install-recommends ${packages}`
  const { output } = await runCommand(`export DEBIAN_FRONTEND=noninteractive; apt-get update -qq; ${install}`, {
    live: false,
  })
  const isComplete = missing.every(({ isThere }) => isThere())
  if (!isComplete) console.log(`${output}\nThat did not work. Install ${packages} yourself, then try again.`)
  return isComplete
}

function succeeds(command: string, ...args: string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0
}
