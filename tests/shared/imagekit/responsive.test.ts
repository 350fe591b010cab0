import { describe, expect, test } from 'vitest'
import { getResponsiveImageAttributes, type ResponsiveOptions } from '#shared/imagekit/responsive.ts'

const attributes = (options: ResponsiveOptions) =>
  getResponsiveImageAttributes({ urlEndpoint: 'https://media.example/shop', src: 'boat.jpg', ...options })
const descriptors = (options: ResponsiveOptions) =>
  attributes(options)
    .srcSet?.split(', ')
    .map((source) => source.split(' ')[1])
const urlOf = (width: number) => `https://media.example/shop/boat.jpg?tr=w-${width},c-at_max`

describe('responsive attributes', () => {
  test('offer the devices’ widths where nothing is told', () => {
    expect(attributes({ deviceBreakpoints: [800, 400], imageBreakpoints: [100] })).toEqual({
      src: urlOf(800),
      srcSet: `${urlOf(400)} 400w, ${urlOf(800)} 800w`,
      sizes: '100vw',
    })
    expect(descriptors({})).toEqual([640, 750, 828, 1080, 1200, 1920, 2048, 3840].map((width) => `${width}w`))
  })

  test('offer one and two pixels per point of a width', () => {
    expect(attributes({ width: 400 })).toEqual({
      src: urlOf(828),
      srcSet: `${urlOf(640)} 1x, ${urlOf(828)} 2x`,
      width: 400,
    })
    expect(descriptors({ width: 5000 })).toEqual(['1x'])
  })

  test('offer what the smallest share of the viewport needs, and more', () => {
    expect(descriptors({ sizes: '(min-width: 800px) 33vw, 100vw' })?.[0]).toBe('256w')
    expect(descriptors({ sizes: '50vw', width: 600 })?.[0]).toBe('384w')
    expect(descriptors({ sizes: '300px' })?.[0]).toBe('16w')
  })

  test('put the width after the steps that are given', () => {
    const { src, srcSet } = attributes({
      width: 10,
      imageBreakpoints: [16, 32],
      transformation: [{ rotation: 90 }],
      transformationPosition: 'path',
      queryParameters: { v: 1 },
    })
    expect(src).toBe('https://media.example/shop/tr:rt-90:w-32,c-at_max/boat.jpg?v=1')
    expect(srcSet).toContain('tr:rt-90:w-16,c-at_max/boat.jpg?v=1 1x, ')
  })

  test('follow another dialect when asked', () => {
    expect(attributes({ dialect: 'seed', width: 400 }).src).toBe(
      'https://media.example/shop/tr:w-828,c-at_max/boat.jpg',
    )
  })

  test('are the picture alone where there is no width to offer', () => {
    expect(attributes({ width: 100, deviceBreakpoints: [], imageBreakpoints: [] })).toEqual({
      src: 'https://media.example/shop/boat.jpg',
      width: 100,
    })
  })
})
