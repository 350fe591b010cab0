import { expect, test } from 'vitest'
import { isOwnPage, webAddress } from '../../electron/main/addresses.ts'

test('only pages of our own origin are ours', () => {
  expect(['app://magpie/', 'app://magpie/images/a?b#c'].map(isOwnPage)).toEqual([true, true])
  const others = [
    ...['app://magpie.example/', 'app://other/', 'app:magpie', 'APP:/magpie', 'http://magpie/', 'https://app//magpie'],
    ...['file:///etc/passwd', 'data:text/html,x', 'blob:app://magpie/1', 'javascript:1', 'about:blank', '', 'magpie'],
  ]
  expect(others.filter(isOwnPage)).toEqual([])
})

test('addresses of the web may be opened outside', () => {
  expect(webAddress('https://pictures.example/a b?c=d#e')).toBe('https://pictures.example/a%20b?c=d#e')
  expect(webAddress('HTTP://EXAMPLE.COM')).toBe('http://example.com/')
})

test('no other kind of address is opened outside', () => {
  const schemes = ['file', 'javascript', 'data', 'smb', 'ftp', 'mailto', 'ssh', 'vscode', 'ms-msdt', 'search-ms', 'app']
  const forms = ['://host/path', ':///path', ':text', ':', '://user:pass@host']
  const addresses = schemes.flatMap((scheme) => forms.map((form) => scheme + form))
  const odd = [
    '',
    ' ',
    '//host',
    '\\\\host\\share',
    'C:\\x.exe',
    'https://',
    'https://user:pass@bank.example/',
    'http//x',
  ]
  expect([...addresses, ...odd].filter((address) => webAddress(address) !== undefined)).toEqual([])
})
