import { defineConfig } from 'playwright/test'
import { findChromium } from './tests/helpers/chromium.ts'

const chromium = findChromium()
const isRoot = process.getuid?.() === 0

/**
 * Chromium reads the last list of features alone, so that Playwright’s own begins this one. What follows it are
 * processes that no test sees and that cost half of what a page does: the address bar’s lists, and one in reserve.
 */
const disabledFeatures = [
  ...['AvoidUnnecessaryBeforeUnloadCheckSync', 'DestroyProfileOnBrowserClose', 'HttpsUpgrades', 'LensOverlay'],
  ...['HttpsFirstBalancedModeAutoEnable', 'MediaRouter', 'PaintHolding', 'ThirdPartyStoragePartitioning'],
  ...['AvoidCorsURLLoaderRestartOnRedirect', 'OptimizationHints', 'NetworkTimeServiceQuerying', 'AimEnabled'],
  ...['PreconnectToSearch', 'WebUIOmniboxPopup', 'WebUIOmniboxAimPopup', 'SpareRendererForSitePerProcess'],
]

/** Quiet and alone: nothing that Chromium does of itself may reach the network or slow a test. */
const chromiumFlags = [
  ...(isRoot ? ['--no-sandbox'] : []),
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
  '--no-first-run',
  `--disable-features=${disabledFeatures.join(',')}`,
]

export default defineConfig({
  testDir: 'tests',
  outputDir: 'test-results',
  timeout: 60_000,
  // A busy machine may take its time.
  expect: { timeout: 15_000 },
  workers: 2,
  // On a shared machine a browser may fail once; what passed only then is named and counted by itself.
  retries: process.env.CI ? 1 : 0,
  fullyParallel: false,
  reporter: [['list'], ['json', { outputFile: 'test-results/playwright.json' }]],
  projects: [
    {
      name: 'window',
      testMatch: 'renderer/**/*.spec.ts',
      use: {
        browserName: 'chromium',
        viewport: { width: 1280, height: 840 },
        launchOptions: { ...(chromium ? { executablePath: chromium } : {}), args: chromiumFlags },
      },
    },
    { name: 'electron', testMatch: 'e2e/**/*.spec.ts' },
  ],
})
