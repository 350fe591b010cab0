// The package ships no types.
declare module 'heic-decode' {
  interface Decoded {
    width: number
    height: number
    data: Uint8ClampedArray
  }
  interface Lazy {
    width: number
    height: number
    decode(): Promise<Decoded>
  }
  const heicDecode: {
    (input: { buffer: Uint8Array }): Promise<Decoded>
    all(input: { buffer: Uint8Array }): Promise<Lazy[] & { dispose(): void }>
  }
  export default heicDecode
}
