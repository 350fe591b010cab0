import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Overlay } from '#shared/imagekit/names.ts'
import { url } from '#shared/imagekit/url.ts'
import type { UrlOptions } from '#shared/imagekit/url-options.ts'
import { checkVector, recordedVectors } from './vectors.ts'

const endpoint = 'https://media.example/shop'
const at = (options: UrlOptions) => url({ urlEndpoint: endpoint, path: '/sea/boat.jpg', ...options })
const modern = (options: UrlOptions) =>
  url({ dialect: 'modern', urlEndpoint: endpoint, src: '/sea/boat.jpg', ...options })

describe('a URL of the seed’s dialect', () => {
  test('has the transformation in its path, in the order written', () => {
    expect(at({ transformation: [{ width: 300, aspect_ratio: '4-3' }, { rotation: 90 }] })).toBe(
      `${endpoint}/tr:w-300,ar-4-3:rt-90/sea/boat.jpg`,
    )
  })

  test('is the same for names in camelCase and for options in snake_case', () => {
    const transformation = [{ cropMode: 'extract', effectUSM: '2-2-0.8-0.024', defaultImage: '/a/b.jpg' }]
    const snaked = [{ crop_mode: 'extract', effect_usm: '2-2-0.8-0.024', default_image: 'a/b.jpg/' }]
    expect(url({ url_endpoint: `${endpoint}/`, path: 'sea/boat.jpg', transformation: snaked })).toBe(
      at({ transformation }),
    )
    expect(at({ transformation })).toContain('/tr:cm-extract,e-usm-2-2-0.8-0.024,di-a@@b.jpg/')
  })

  test('has bo for a border, where later SDKs have b', () => {
    const transformation = [{ border: '5_F00' }]
    expect(at({ transformation })).toContain('/tr:bo-5_F00/')
    expect(at({ transformation, dialect: 'classic' })).toContain('/tr:b-5_F00/')
    expect(modern({ transformation })).toContain('?tr=b-5_F00')
  })

  test('takes unknown names, codes and raw text as they are', () => {
    expect(at({ transformation: [{ shiny: 'very', rt: 90, raw: 'w-1:h-2' }] })).toContain(
      '/tr:shiny-very,rt-90,w-1:h-2/',
    )
  })

  test('writes a dash as the code alone, and truth as text', () => {
    const transformation = [{ effect_sharpen: '-', progressive: true, lossless: false, effect_gray: true }]
    expect(at({ transformation })).toContain('/tr:e-sharpen,pr-true,lo-false,e-grayscale-true/')
  })

  test('skips what is null or undefined, and keeps an empty step', () => {
    const transformation = [{}, { width: 1, height: null, quality: undefined }, {}]
    expect(at({ transformation })).toContain('/tr::w-1:/')
    expect(at({ transformation: [{}] })).toBe(`${endpoint}/sea/boat.jpg`)
  })

  test('is form-encoded in the query', () => {
    const transformation = [{ overlay_text: 'a b,c:d/e', width: 1 }]
    expect(at({ transformation, transformationPosition: 'query' })).toBe(
      `${endpoint}/sea/boat.jpg?tr=ot-a+b%2Cc%3Ad%2Fe%2Cw-1`,
    )
  })

  test('prefers the path to the src, and gives a src its transformation in the query', () => {
    const src = 'http://me:pw@127.0.0.1:8010/a.jpg'
    expect(at({ src, transformation: [{ width: 1 }] })).toBe(`${endpoint}/tr:w-1/sea/boat.jpg`)
    expect(url({ src, transformation: [{ width: 1 }], transformation_position: 'path' })).toBe(`${src}?tr=w-1`)
  })

  test('replaces a parameter in its place, and ends with the transformation', () => {
    const query_parameters = { b: 'new', c: 3, d: null }
    expect(url({ src: 'https://a.example/x.jpg?a=1&b=old', query_parameters, transformation: [{ width: 9 }] })).toBe(
      'https://a.example/x.jpg?a=1&b=new&c=3&tr=w-9',
    )
  })

  test('is empty without path and src', () => {
    expect(url({ urlEndpoint: endpoint, transformation: [{ width: 1 }] })).toBe('')
  })
})

describe('a URL of the modern dialect', () => {
  test('has the transformation raw in its query, last', () => {
    const transformation = [{ width: 1, aspectRatio: '4:3' }, {}, { raw: 'h-1,l-image,i-/a.png,l-end' }]
    expect(modern({ transformation, queryParameters: { v: 2 }, src: 'boat.jpg?v=1' })).toBe(
      `${endpoint}/boat.jpg?v=1&v=2&tr=w-1,ar-4:3:h-1,l-image,i-/a.png,l-end`,
    )
  })

  test('knows the new names, and passes the old ones on', () => {
    expect(modern({ transformation: [{ unsharpMask: true, xCenter: 3, effectGray: true }] })).toContain(
      '?tr=e-usm,xc-3,effectGray-true',
    )
  })

  test.each([
    [{ grayscale: true, contrastStretch: 'true', aiUpscale: '-' }, 'e-grayscale,e-contrast,e-upscale'],
    [{ width: 1, grayscale: false, aiRetouch: 'no' }, 'w-1'],
    [{ sharpen: '', shadow: true, gradient: 'true', unsharpMask: '1-2' }, 'e-sharpen,e-shadow,e-gradient,e-usm-1-2'],
    [{ sharpen: '-', trim: '', defaultImage: '' }, 'e-sharpen--,t-true,di-'],
    [{ progressive: true, lossless: false }, 'pr-true,lo-false'],
    [{ streamingResolutions: [240, 480], fontFamily: '/fonts/a.ttf' }, 'sr-240_480,ff-fonts@@a.ttf'],
  ])('writes %j as %s', (step, text) => {
    expect(modern({ transformation: [step] })).toBe(`${endpoint}/sea/boat.jpg?tr=${text}`)
  })

  test('encodes of a raw value only what would end or change it', () => {
    expect(modern({ transformation: [{ raw: "ot-a b&c#d+e'é%20%,w-1" }] })).toContain(
      '?tr=ot-a%20b%26c%23d%2Be%27%C3%A9%20%25,w-1',
    )
  })

  test('has its transformation in the query where the source is a whole URL', () => {
    const src = 'https://a.example/x.jpg?v=1#top'
    expect(modern({ src, transformationPosition: 'path', transformation: [{ width: 2 }] })).toBe(
      'https://a.example/x.jpg?v=1&tr=w-2#top',
    )
  })

  test.each(['', 'https://', 'https://[x/a.jpg'])('is empty for the source “%s”', (src) => {
    expect(modern({ src })).toBe('')
  })
})

describe('layers', () => {
  const layer = (overlay: object) => {
    const text = modern({
      transformationPosition: 'path',
      transformation: [{ overlay }] as UrlOptions['transformation'],
    })
    return text.slice(endpoint.length).replace('/sea/boat.jpg', '')
  }

  test.each([
    [{ type: 'image', input: '/logos/a 1.png/' }, 'l-image,i-logos@@a%201.png,l-end'],
    [{ type: 'image', input: 'ä.png' }, 'l-image,ie-w6QucG5n,l-end'],
    [{ type: 'video', input: 'a.mp4', encoding: 'base64' }, 'l-video,ie-YS5tcDQ%3D,l-end'],
    [{ type: 'subtitle', input: 'a.srt' }, 'l-subtitles,i-a.srt,l-end'],
    [{ type: 'solidColor', color: 'red' }, 'l-image,i-ik_canvas,bg-red,l-end'],
    [{ type: 'text', text: 'Sea side' }, 'l-text,i-Sea%20side,l-end'],
    [{ type: 'text', text: 'a,b' }, 'l-text,ie-YSxi,l-end'],
    [{ type: 'text', text: 'a,b', encoding: 'plain' }, 'l-text,i-a%2Cb,l-end'],
  ])('of %j are %s', (overlay, text) => {
    expect(layer(overlay)).toBe(`/tr:${text}`)
  })

  test('have mode, place and time before their own steps, and nest', () => {
    const overlay = {
      type: 'image',
      input: 'a.png',
      layerMode: 'multiply',
      position: { y: 'N5', x: 0, xCenter: 'bw_div_2', anchorPoint: 'top', focus: 'left' },
      timing: { duration: 3, start: 1 },
      transformation: [{ width: 9 }, {}, { overlay: { type: 'text', text: 'x', transformation: [{ color: 'red' }] } }],
    }
    expect(layer(overlay)).toBe(
      '/tr:l-image,i-a.png,lm-multiply,ly-N5,lxc-bw_div_2,lfo-left,lap-top,lso-1,ldu-3,w-9:l-text,i-x,co-red,l-end,l-end',
    )
  })

  test.each([{}, { type: 'text' }, { type: 'image' }, { type: 'solidColor' }, { type: 'sound', input: 'a' }])(
    'like %j are left out',
    (overlay) => {
      expect(layer(overlay)).toBe('')
    },
  )

  test('are encoded once in a classic query', () => {
    const transformation = [{ overlay: { type: 'text' as const, text: 'Sea side' } }]
    expect(at({ transformation, transformationPosition: 'query' })).toContain('?tr=l-text%2Ci-Sea+side%2Cl-end')
  })
})

describe('odd input', () => {
  test.each([
    [`${endpoint}/`, '/a.jpg', '/a.jpg'],
    [`${endpoint}///`, '///a.jpg', '/a.jpg'],
    [endpoint, 'x//a.jpg/', '/x//a.jpg/'],
    [endpoint, '/é a\\b.jpg', '/%C3%A9%20a%5Cb.jpg'],
    [endpoint, '/100%.jpg', '/100%25.jpg'],
    [endpoint, '/a%20b.jpg', '/a%20b.jpg'],
    [endpoint, '/a.jpg#top', '/a.jpg#top'],
    [endpoint, '/../../a.jpg', '/a.jpg'],
    [endpoint, 'https://a.example/a.jpg', '/https://a.example/a.jpg'],
  ])('with the endpoint %s the path %s becomes %s', (urlEndpoint, path, end) => {
    expect(url({ urlEndpoint, path })).toBe(`${endpoint}${end}`)
    expect(url({ urlEndpoint, path, transformation: [{ width: 1 }] })).toBe(`${endpoint}/tr:w-1${end}`)
  })

  test('keeps the query of a path, before the fragment', () => {
    expect(at({ path: '/a.jpg?x=1#top', queryParameters: { y: 2 } })).toBe(`${endpoint}/a.jpg?x=1&y=2#top`)
  })

  test('never lets a value end the transformation’s part of the path', () => {
    expect(at({ transformation: [{ overlay_text: 'a/../b?c#d' }] })).toBe(
      `${endpoint}/tr:ot-a%2F..%2Fb%3Fc%23d/sea/boat.jpg`,
    )
    expect(at({ transformation: [{ raw: 'l-image,i-/../b,l-end' }] })).toContain('/tr:l-image,i-%2F../b,l-end/')
  })

  test('gets an endpoint of the app’s own', () => {
    expect(at({ urlEndpoint: 'app://magpie/media/', transformation: [{ width: 1 }] })).toBe(
      'app://magpie/media/tr:w-1/sea/boat.jpg',
    )
  })

  test.each([
    [{ transformationPosition: 'middle' }, 'INVALID_TRANSFORMATION_POSITION', 'transformationPosition'],
    [{ dialect: 'latin' }, 'INVALID_OPTION', 'dialect'],
    [{ path: 5 }, 'INVALID_OPTION', 'path'],
    [{ queryParameters: 'a=1' }, 'INVALID_OPTION', 'queryParameters'],
    [{ queryParameters: { a: {} } }, 'INVALID_OPTION', 'queryParameters'],
    [{ urlEndpoint: 'media' }, 'INVALID_URL_ENDPOINT', 'urlEndpoint'],
    [{ path: '', src: 'https://[x' }, 'INVALID_SRC', 'src'],
    [{ transformation: 'w-1' }, 'INVALID_TRANSFORMATION', 'transformation'],
    [{ transformation: [{ width: 1 }, 'w-1'] }, 'INVALID_TRANSFORMATION', 'transformation[1]'],
    [{ transformation: [{ width: {} }] }, 'INVALID_TRANSFORMATION', 'w'],
    [{ signed: true }, 'MISSING_PRIVATE_KEY', 'privateKey'],
  ])('like %j is an error with a code and the field', (options, code, field) => {
    expect(() => at(options as UrlOptions)).toThrow(expect.objectContaining({ name: 'ImageKitError', code, field }))
  })

  test('that contains itself is an error, too', () => {
    const overlay: Overlay = { type: 'image', input: 'a.png' }
    overlay.transformation = [{ overlay }]
    expect(() => at({ transformation: [{ overlay }] })).toThrow('nest 16 deep')
  })
})

describe('whatever is given', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.webUrl(),
    fc.constantFrom('/a.jpg', '../x?y#z', '%', '\ud800'),
  )
  const value = fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null))
  const name = fc.oneof(text, fc.constantFrom('width', 'raw', 'default_image', 'overlay_text', 'sharpen', 'grayscale'))
  const overlay = fc.record({ type: fc.constantFrom('text', 'image'), text, input: text }, { requiredKeys: [] })
  const step = fc.oneof(fc.dictionary(name, value), fc.record({ overlay }))
  const options = fc.record(
    {
      dialect: fc.constantFrom('seed', 'classic', 'modern'),
      urlEndpoint: fc.oneof(fc.constant(endpoint), fc.constant('app://magpie/media'), fc.webUrl(), text),
      path: text,
      src: text,
      transformation: fc.array(step),
      transformationPosition: fc.constantFrom('path', 'query'),
      queryParameters: fc.dictionary(text, value),
      signed: fc.boolean(),
      privateKey: text,
      expireSeconds: fc.oneof(fc.integer(), fc.double(), text),
    },
    { requiredKeys: [] },
  )
  const resultOf = (input: unknown): string => {
    try {
      return url(input as UrlOptions)
    } catch (error) {
      expect(error).toMatchObject({ name: 'ImageKitError', code: expect.any(String), field: expect.any(String) })
      return ''
    }
  }

  test('is a URL that reads back as it was written, or an error that says what is wrong', () => {
    fc.assert(
      fc.property(options, (input) => {
        const result = resultOf(input)
        if (result) expect(new URL(result).href).toBe(result)
      }),
      { numRuns: 3000 },
    )
  })

  test('even if it is no sensible input at all', () => {
    const anything = fc.dictionary(
      fc.constantFrom('path', 'urlEndpoint', 'transformation', 'now', 'dialect'),
      fc.anything(),
    )
    fc.assert(fc.property(fc.oneof(anything, fc.anything()), (input) => typeof resultOf(input) === 'string'))
  })
})

describe('names', () => {
  test('are checked where they are known', () => {
    // @ts-expect-error: a crop is a word
    expect(at({ transformation: [{ crop: true }] })).toContain('/tr:c-true/')
    // @ts-expect-error: there are two positions
    expect(() => at({ transformation_position: 'fake' })).toThrow('Invalid transformationPosition')
  })
})

const recorded = recordedVectors()
if (recorded.length > 0) {
  describe('what ImageKit’s SDKs answer is answered here', () => {
    test.each(recorded.map((vector) => [vector.id, vector] as const))('%s', (_, vector) => checkVector(vector))
  })
}
