import { Readable } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { makePicture, pictureForm } from '../../helpers/api-doors.ts'
import { allowHosts, temporaryFiles, until } from '../../helpers/library.ts'
import { listenAt } from '../../helpers/web-server.ts'
import { type ImageKitLibrary, openImageKit, rejectionOf, uploadPicture } from './clients.ts'

const upload = '/api/v1/files/upload'

/** Uploads a form that was put together by hand; its status. */
async function post(opened: ImageKitLibrary, fields: Record<string, string>, hasFile = true): Promise<number> {
  const form = hasFile ? pictureForm(await makePicture(7), fields) : new FormData()
  for (const [name, value] of Object.entries(hasFile ? {} : fields)) form.set(name, value)
  return (await opened.askWithKey(upload, { method: 'POST', body: form })).status
}

async function expectNothing({ library, directory }: ImageKitLibrary): Promise<void> {
  expect(await library.call('host.info', {}, 'test')).toMatchObject({ images: 0, trashed: 0 })
  await until(async () => (await temporaryFiles(directory)).length === 0)
}

test('an upload whose fields are wrong anywhere leaves nothing behind', async () => {
  const opened = await openImageKit()
  const wrongs: Record<string, string>[] = [
    {},
    { fileName: '' },
    { fileName: '..' },
    { fileName: 'x'.repeat(1000) },
    { fileName: 'a.png', useUniqueFileName: 'maybe' },
    { fileName: 'a.png', tags: '100%' },
    { fileName: 'a.png', tags: 'long tag,'.repeat(100) },
    { fileName: 'a.png', folder: '/a/../b' },
    { fileName: 'a.png', folder: 'a/'.repeat(51) },
    { fileName: 'a.png', customCoordinates: '1,2' },
    { fileName: 'a.png', customMetadata: '{"a":' },
    { fileName: 'a.png', customMetadata: '{"unknown":1}' },
    { fileName: 'a.png', responseFields: 'everything' },
    { fileName: 'a.png', extensions: '{"name":"remove-bg"}' },
    { fileName: 'a.png', transformation: '{"post":[{"type":"transformation"}]}' },
    { fileName: 'a.png', transformation: '{"post":[{"type":"transformation","value":"l-image"}]}' },
    { fileName: 'a.png', transformation: '{"post":[{"type":"abs","value":"sr-240","protocol":"hls"}]}' },
    { fileName: 'a.png', checks: '"file.size" > "1mb"' },
    { fileName: 'a.png', token: 't', expire: '9999999999', signature: 's', publicKey: 'p' },
  ]
  for (const fields of wrongs) expect(await post(opened, fields), JSON.stringify(fields)).toBe(400)
  expect(await post(opened, { fileName: 'a.png' }, false)).toBe(400)
  expect((await opened.askWithKey(upload, { method: 'POST', body: '{"fileName":"a.png"}' })).status).toBe(400)
  await expectNothing(opened)
})

test('text that is neither a URL nor base64 is refused, as is an empty file', async () => {
  const opened = await openImageKit()
  const texts = [
    'not base64!',
    'abcde',
    'QUJD=QUJD',
    'data:image/png,plain',
    'data:image/png;base64,***',
    'ftp://example.com/a.png',
  ]
  for (const file of texts)
    expect(await rejectionOf(opened.modern.files.upload({ file, fileName: 'a.png' })), file).toMatchObject({
      status: 400,
    })
  const body = new FormData()
  body.set('fileName', 'a.png')
  body.set('file', new Blob([]), 'a.png')
  expect((await opened.askWithKey(upload, { method: 'POST', body })).status).toBe(400)
  await expectNothing(opened)
})

test('odd letters of a file name become _, and the folder is made', async () => {
  const opened = await openImageKit()
  const { filePath } = await uploadPicture(opened, 1, { fileName: 'a/b\\c\u0007 d:é.png', folder: '//x/ y//z/' })
  expect(filePath).toBe('/x/_y/z/a_b_c__d_é.png')
})

test('a name that is taken is refused where it may not be overwritten', async () => {
  const opened = await openImageKit()
  await uploadPicture(opened, 1, { fileName: 'a.png' })
  const second = uploadPicture(opened, 2, { fileName: 'a.png', overwriteFile: false })
  expect(await rejectionOf(second)).toMatchObject({ status: 400, message: expect.stringContaining('a.png') })
  expect((await opened.library.call('host.info', {}, 'test')).images).toBe(1)
})

test('what an overwriting upload does not tell is taken off, unless it is to stay', async () => {
  const opened = await openImageKit()
  await opened.modern.customMetadataFields.create({ name: 'n', label: 'N', schema: { type: 'Number' } })
  const at = { fileName: 'a.png' }
  const tagsAndMetadata = async () => {
    const [file] = (await opened.modern.assets.list()) as { tags: string[] | null; customMetadata: object }[]
    return [file?.tags, file?.customMetadata]
  }
  await uploadPicture(opened, 1, { ...at, tags: ['x'], customMetadata: { n: 1 } })
  await uploadPicture(opened, 2, { ...at, overwriteTags: false, overwriteCustomMetadata: false })
  expect(await tagsAndMetadata()).toEqual([['x'], { n: 1 }])
  await uploadPicture(opened, 3, at)
  expect(await tagsAndMetadata()).toEqual([null, {}])
})

test('extensions are accepted, and told to have failed', async () => {
  const opened = await openImageKit()
  const file = (await makePicture(1)).toString('base64')
  const extensions = [{ name: 'remove-bg' as const }]
  const answer = await opened.modern.files.upload({
    file,
    fileName: 'a.png',
    extensions,
    webhookUrl: 'https://example.com',
  })
  expect(answer.extensionStatus).toEqual({ 'remove-bg': 'failed' })
})

test('a file larger than the limit is refused, and nothing of it is kept', async () => {
  const opened = await openImageKit({ limits: { windowBody: 1000 } })
  expect(await post(opened, { fileName: 'a.png' })).toBe(400)
  const file = Buffer.alloc(400_000).toString('base64')
  expect(await rejectionOf(opened.modern.files.upload({ file, fileName: 'a.png' }))).toMatchObject({ status: 400 })
  await expectNothing(opened)
})

test('an upload whose sender goes away leaves nothing behind', async () => {
  const opened = await openImageKit()
  const leaving = new AbortController()
  async function* halfAForm() {
    yield Buffer.from('--x\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\n')
    yield Buffer.alloc(300_000)
    await until(async () => (await temporaryFiles(opened.directory)).length > 0)
    leaving.abort()
  }
  const headers = { 'content-type': 'multipart/form-data; boundary=x' }
  const body = Readable.toWeb(Readable.from(halfAForm())) as ReadableStream
  const sending = { method: 'POST', body, headers, signal: leaving.signal, duplex: 'half' }
  const sent = opened.askWithKey(upload, sending)
  expect(await rejectionOf(sent)).toMatchObject({ name: 'AbortError' })
  await expectNothing(opened)
})

describe('an upload by URL', () => {
  test('is fetched where the address is allowed, and keeps it as the picture’s source', async () => {
    const bytes = await makePicture(4)
    const { url, host } = await listenAt((_request, response) => response.end(bytes))
    const opened = await openImageKit()
    await allowHosts(opened.library, host)
    const uploaded = await opened.modern.files.upload({
      file: `${url}/cat.png`,
      fileName: 'cat.png',
      useUniqueFileName: false,
    })
    expect(uploaded).toMatchObject({ filePath: '/cat.png', size: bytes.length })
    expect(await opened.library.entries.lookup(`${url}/cat.png`)).toMatchObject({ width: 48 })
  })

  test('of an address that is not public is refused, also behind a redirect, and no connection is made', async () => {
    let hits = 0
    const inner = await listenAt((_request, response) => {
      hits += 1
      response.end('secret')
    })
    const outer = await listenAt((_request, response) => response.writeHead(302, { location: inner.url }).end())
    const opened = await openImageKit()
    await allowHosts(opened.library, outer.host)
    const urls = [
      inner.url,
      outer.url,
      'http://localhost:8080/',
      'http://[::ffff:127.0.0.1]:8080/',
      'http://169.254.169.254/',
    ]
    for (const file of urls)
      expect(await rejectionOf(opened.modern.files.upload({ file, fileName: 'a.png' })), file).toMatchObject({
        status: 400,
      })
    expect(hits).toBe(0)
    await expectNothing(opened)
  })

  test('is not fetched for those who are not let in', async () => {
    let hits = 0
    const { url, host } = await listenAt((_request, response) => {
      hits += 1
      response.end('x')
    })
    const { ask, library } = await openImageKit()
    await allowHosts(library, host)
    const body = new FormData()
    for (const [name, value] of Object.entries({ file: url, fileName: 'a.png' })) body.set(name, value)
    expect((await ask(upload, { method: 'POST', body })).status).toBe(401)
    expect(hits).toBe(0)
  })
})
