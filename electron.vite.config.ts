import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import type { Plugin } from 'vite'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Puts the compiled scan beside the chunks, where the engine reads it as `./scan.wasm`. */
const scanModule: Plugin = {
  name: 'scan-module',
  generateBundle() {
    const source = readFileSync(here('electron/engine/scan/scan.wasm'))
    this.emitFile({ type: 'asset', fileName: 'scan.wasm', source })
  },
}

/** A worker thread, a headless start and a forked process are entries of their own; all chunks lie flat beside them. */
const mainEntries = {
  index: here('electron/main/index.ts'),
  'engine-thread': here('electron/main/engine-thread.ts'),
  headless: here('electron/headless.ts'),
  'media-host': here('electron/engine/media/host.ts'),
  'search-thread': here('electron/engine/file-search/search-thread.ts'),
  'change-thread': here('electron/engine/index/change-thread.ts'),
  'join-thread': here('electron/engine/scan/join-thread.ts'),
}

/** Pure JavaScript that the decode host uses is built in: packaged, it would lie where plain Node cannot read it. */
const builtIn = ['bmp-ts', 'exif-reader', 'heic-decode', 'icojs']

export default defineConfig({
  main: {
    plugins: [scanModule],
    build: {
      outDir: 'out/main',
      target: 'node24',
      externalizeDeps: { exclude: builtIn },
      rolldownOptions: {
        input: mainEntries,
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      rolldownOptions: {
        input: { index: here('electron/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'renderer',
    plugins: [react()],
    server: { hmr: { protocol: 'ws', host: 'localhost' } },
    build: {
      outDir: 'out/renderer',
      minify: true,
      modulePreload: { polyfill: false },
      // Read from this computer's own disk, where one file is quicker than several.
      chunkSizeWarningLimit: 1000,
      rolldownOptions: { input: { index: here('renderer/index.html') } },
    },
  },
})
