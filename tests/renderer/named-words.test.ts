import { expect, test } from 'vitest'
import { readOrigin } from '../../renderer/ui/delivery/origins.ts'
import { contentProblem, nameProblem } from '../../renderer/ui/named/names.ts'

test('names of transformations are letters, digits, _ and -, and others are told why not', () => {
  for (const name of ['hero', 'Hero_2-b', 'a'.repeat(64)]) expect(nameProblem(name)).toBeNull()
  expect(nameProblem('')).toBe('Give it a name.')
  expect(nameProblem('a'.repeat(65))).toContain('this one has 65')
  for (const name of ['two words', 'a,b', 'a:b', 'größe']) expect(nameProblem(name)).toContain('letters from a to z')
})

test('steps are never saved under a name that they come to ask for themselves', () => {
  const named = { a: 'w-1', b: 'n-a:h-2', c: 'w-3,n-b' }
  expect(contentProblem('n-b', 'c', named)).toBeNull()
  for (const text of ['n-a', 'w-1:n-a', 'n-b', 'h-2,n-c']) expect(contentProblem(text, 'a', named)).toContain('n-a')
  expect(contentProblem('n-ab', 'a', named)).toBeNull()
  expect(contentProblem('', 'a', named)).toContain('no steps')
  expect(contentProblem(`w-${'1'.repeat(4000)}`, 'a', named)).toContain('too long')
})

test('an address is taken as the origin that browsers tell, and what is none is told why', () => {
  const origin = (text: string) => readOrigin(text, ['https://known.example']).origin
  expect(origin('http://localhost:3000')).toBe('http://localhost:3000')
  expect(origin('HTTP://LocalHost:3000/index.html?a=1')).toBe('http://localhost:3000')
  expect(origin('https://example.com:443/')).toBe('https://example.com')
  const problem = (text: string) => readOrigin(text, ['https://known.example']).problem
  expect(problem('')).toContain('such as http://localhost:3000')
  expect(problem('localhost:3000')).toContain('Begin with http://')
  expect(problem('https://*.example.com')).toContain('each origin for itself')
  expect(problem('http://local host')).toContain('That is no address')
  expect(problem('https://known.example/page')).toBe('https://known.example is allowed already.')
})
