import { makeLibrary, usualFolder } from './library/make.ts'

const [count = '1000000', directory] = process.argv.slice(2)
const images = Number(count)
if (!Number.isSafeInteger(images) || images < 1) {
  console.error('Usage: npm run make:library -- [IMAGES] [DIR], with a whole number of images such as 1000000.')
  process.exit(1)
}

const startedAt = performance.now()
const made = await makeLibrary(images, directory ?? usualFolder(images))
const seconds = Math.round((performance.now() - startedAt) / 100) / 10
console.log(`A synthetic library of ${images.toLocaleString('en')} images is in ${made} (${seconds} s).`)
console.log(`See it with: npm start -- --headless --library ${made}`)
