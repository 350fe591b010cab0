import type { Page } from 'playwright/test'

/** The contrast of an element’s text with what lies behind it (WCAG 2, relative luminance). */
export const contrast = (page: Page, selector: string) =>
  page
    .locator(selector)
    .first()
    .evaluate((element) => {
      const numbers = (color: string) => (color.match(/[\d.]+/g) ?? []).map(Number)
      const luminance = ([r = 0, g = 0, b = 0]: number[]) => {
        const [red = 0, green = 0, blue = 0] = [r, g, b]
          .map((value) => value / 255)
          .map((value) => (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue
      }
      const isSolid = (color: string) => numbers(color).length === 3
      let behind: Element | null = element
      while (behind && !isSolid(getComputedStyle(behind).backgroundColor)) behind = behind.parentElement
      const text = luminance(numbers(getComputedStyle(element).color))
      const ground = luminance(numbers(getComputedStyle(behind ?? document.body).backgroundColor))
      return (Math.max(text, ground) + 0.05) / (Math.min(text, ground) + 0.05)
    })

/** The names of what can be pressed and is less than 24 pixels high or wide. */
export const smallTargets = (page: Page): Promise<(string | null)[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('button, select, input[type="range"]')]
      .map((element) => ({ name: element.ariaLabel ?? element.textContent, box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 0 && (box.height < 24 || box.width < 24))
      .map(({ name }) => name),
  )
