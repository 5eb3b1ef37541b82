import type { View } from '../types.ts'
import { Blocks } from './blocks.tsx'
import { usePage } from './context.ts'
import { useForm } from './use-form.ts'

/** The app's Home tab of this person. */
export function Home() {
  const { snapshot } = usePage()
  return (
    <section className="conversation" aria-label={`${snapshot.app.name} Home`}>
      <div className="list home">
        {snapshot.home ? (
          <HomeBlocks key={snapshot.home.id} view={snapshot.home} />
        ) : (
          <p className="empty">{snapshot.connected ? 'Just a moment…' : 'There is nothing here yet.'}</p>
        )}
      </div>
    </section>
  )
}

function HomeBlocks({ view }: { view: View }) {
  const { hand } = useForm(view)
  return <Blocks blocks={view.blocks} hand={hand} />
}
