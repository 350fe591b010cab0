import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { expect } from 'playwright/test'
import { projectRoot, startOf, test } from './launch.ts'

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  return port
}

test('npm start opens the desktop app, hands it its flags, and ends with it', async ({ home }) => {
  const port = await freePort()
  const { env } = startOf(home)
  const flags = ['--port', String(port), '--library', home.library]
  const child = spawn(process.execPath, [join(projectRoot, 'electron/start.ts'), ...flags], {
    env: { ...env, XDG_CONFIG_HOME: home.userData },
    stdio: 'ignore',
  })
  const health = () =>
    fetch(`http://127.0.0.1:${port}/health`).then(
      (answer) => answer.status,
      () => 0,
    )
  await expect.poll(health, { timeout: 15_000 }).toBe(200)
  child.kill('SIGTERM')
  const [code] = await once(child, 'exit')
  expect(code).toBe(0)
  expect(await health()).toBe(0)
})
