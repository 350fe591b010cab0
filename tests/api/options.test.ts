import { describe, expect, test } from 'vitest'
import { defaultLibrary, formatHelp, parseOptions } from '../../electron/options.ts'

describe('options', () => {
  test('have defaults that need no word', () => {
    expect(parseOptions([], { XDG_DATA_HOME: '/data' })).toEqual({
      library: expect.stringMatching(/magpie$/i),
      port: 8010,
      host: undefined,
      allowHosts: [],
      allowOrigins: [],
      token: undefined,
      headless: false,
      showKey: false,
      help: false,
    })
  })

  test('are flags, of which two may repeat', () => {
    const args =
      '--library /l --port 9000 --host 0.0.0.0 --allow-host A.local --allow-host b:1 --headless --show-key --help'
    const options = parseOptions([...args.split(' '), '--allow-origin', 'https://a.example'], {})
    expect(options).toMatchObject({ library: '/l', port: 9000, host: '0.0.0.0', headless: true })
    expect(options).toMatchObject({ showKey: true, help: true })
    expect(options).toMatchObject({ allowHosts: ['a.local', 'b:1'], allowOrigins: ['https://a.example'] })
  })

  test('are variables as well, lists with commas, and flags win', () => {
    const environment = {
      ...{ MAGPIE_LIBRARY: '/e', MAGPIE_PORT: '1', MAGPIE_HOST: '::', MAGPIE_HEADLESS: '1', MAGPIE_TOKEN: 's' },
      ...{ MAGPIE_ALLOW_HOST: 'a, b', MAGPIE_ALLOW_ORIGIN: 'https://a.example,chrome-extension://abc' },
    }
    expect(parseOptions([], environment)).toMatchObject({
      ...{ library: '/e', port: 1, host: '::', headless: true, token: 's', allowHosts: ['a', 'b'] },
      allowOrigins: ['https://a.example', 'chrome-extension://abc'],
    })
    expect(parseOptions(['--port', '2', '--allow-host', 'c'], environment)).toMatchObject({
      port: 2,
      allowHosts: ['c'],
    })
  })

  test.each([
    [['--port', 'abc'], '--port'],
    [['--port', '65536'], '--port'],
    [['--port=-1'], '--port'],
    [['--port'], '--port'],
    [['--allow-host', 'a b'], '--allow-host'],
    [['--allow-origin', 'example.org'], '--allow-origin'],
    [['--allow-origin', 'https://example.org/path'], '--allow-origin'],
    [['--colour', 'red'], '--colour'],
    [['--headless=yes'], '--headless'],
  ])('%j is refused, and the flag is named', (args, flag) => {
    const answer = { code: 'invalid', field: flag, message: expect.stringContaining(flag) }
    expect(() => parseOptions(args, {})).toThrow(expect.objectContaining(answer))
  })

  test('a stray word is refused', () => {
    expect(() => parseOptions(['pictures'], {})).toThrow(expect.objectContaining({ code: 'invalid' }))
  })

  test('flags of the program around can be let pass, ours are still read', () => {
    const args = ['.', '--no-sandbox', '--remote-debugging-port=0', '--port', '9000']
    expect(parseOptions(args, {}, { unknown: 'ignore' })).toMatchObject({ port: 9000 })
    expect(() => parseOptions(['--port'], {}, { unknown: 'ignore' })).toThrow(/--port needs a value/)
  })

  test('the library lies where each platform keeps a user’s data', () => {
    expect(defaultLibrary({}, 'linux', '/home/me')).toBe('/home/me/.local/share/magpie')
    expect(defaultLibrary({ XDG_DATA_HOME: '/data' }, 'linux', '/home/me')).toBe('/data/magpie')
    expect(defaultLibrary({}, 'darwin', '/Users/me')).toBe('/Users/me/Library/Application Support/Magpie')
    expect(defaultLibrary({ LOCALAPPDATA: '/L' }, 'win32', '/me')).toBe('/L/Magpie')
  })

  test('the help names every flag and its variable', () => {
    const help = formatHelp()
    for (const flag of ['library', 'port', 'host', 'allow-host', 'allow-origin', 'headless', 'help'])
      expect(help).toContain(`--${flag}`)
    for (const name of ['LIBRARY', 'PORT', 'HOST', 'ALLOW_HOST', 'ALLOW_ORIGIN', 'HEADLESS', 'TOKEN'])
      expect(help).toContain(`MAGPIE_${name}`)
  })
})
