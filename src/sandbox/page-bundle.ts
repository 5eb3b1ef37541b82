import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

/** The page's script and style, bundled. */
export type PageBundle = { script: string; style: string }

/** Bundles the page from its sources, which stay in src/sandbox/page also when the compiled code runs. */
export async function bundlePage(): Promise<PageBundle> {
  const entry = join(packageRoot(), 'src', 'sandbox', 'page', 'main.tsx')
  const result = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    minify: true,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    outdir: 'page',
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'silent',
  })
  const output = (extension: string): string =>
    result.outputFiles.find((file) => file.path.endsWith(extension))?.text ?? ''
  return { script: output('.js'), style: output('.css') }
}

function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder)
    if (parent === folder)
      throw new Error('The sandbox page needs the sources in src/sandbox/page beside package.json.')
    folder = parent
  }
  return folder
}
