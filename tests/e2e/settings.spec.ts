import { expect } from 'playwright/test'
import { type Magpie, test } from './launch.ts'

/** The status of a call of the media API that shows a private key. */
async function statusBy({ call }: Magpie, key: string): Promise<number> {
  const [address] = (await call('host.info', {})).addresses
  const authorization = `Basic ${Buffer.from(`${key}:`).toString('base64')}`
  return (await fetch(`${address}/v1/files`, { headers: { authorization } })).status
}

test('the desktop window shows the private key when it is wished, and replaces it when that is confirmed', async ({
  launch,
}) => {
  const magpie = await launch()
  const { page, call } = magpie
  const { privateKey } = await call('transformations.key', {})
  await page.getByRole('navigation', { name: 'Places' }).getByRole('button', { name: 'Settings' }).click()
  const part = page.getByRole('region', { name: 'Private key' })
  await expect(part.getByRole('button', { name: 'Reveal' })).toBeEnabled()
  await expect(part).not.toContainText(privateKey)
  await part.getByRole('button', { name: 'Reveal' }).press('Enter')
  await expect(part).toContainText(privateKey)
  await part.getByRole('button', { name: 'Replace…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Replace the private key?' })
  await expect(dialog).toContainText('Every URL that was signed so far stops working')
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  expect(await statusBy(magpie, privateKey)).toBe(200)
  await part.getByRole('button', { name: 'Replace…' }).click()
  await dialog.getByRole('button', { name: 'Replace the key' }).press('Enter')
  await expect(part).not.toContainText(privateKey)
  const after = (await call('transformations.key', {})).privateKey
  await expect(part).toContainText(after)
  expect([await statusBy(magpie, privateKey), await statusBy(magpie, after)]).toEqual([403, 200])
})
