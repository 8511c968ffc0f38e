import { englishLabels } from '@greenroom/ui'
import { germanLabels } from '@greenroom/ui/labels/de'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useRef } from 'react'
import { I18nProvider } from 'react-aria-components/I18nProvider'
import { Brand } from '../ui/brand.tsx'
import { PageTitle } from '../ui/page-title.tsx'
import { GalleryControls } from './gallery-controls.tsx'
import type { GallerySearch } from './gallery-search.ts'
import type { GalleryState } from './gallery-state.ts'
import { parts } from './parts/index.ts'
import { useDocumentSettings } from './use-document-settings.ts'
import { useReachedState } from './use-reached-state.ts'
import '../styles/gallery.css'

const route = getRouteApi('/gallery')
const states = parts.flatMap((part) => part.states)

/** Shows every part of `@greenroom/ui` in every state, in any theme, direction, language and size. */
export default function GalleryPage() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const state = states.find(({ id }) => id === search.state) ?? states[0]
  useDocumentSettings(search)
  if (!state) return null
  const specimen = <Specimen key={`${state.id} ${search.lang}`} state={state} search={search} />
  return (
    <I18nProvider locale={localeOf(search)}>
      <PageTitle>{`Gallery: ${state.title}`}</PageTitle>
      {search.bare ? (
        specimen
      ) : (
        <div className="gallery">
          <header className="gallery-head">
            <Link to="/" className="header-home" aria-label="Greenroom, all rooms">
              <Brand />
            </Link>
            <h1 className="gallery-title">Gallery</h1>
            <GalleryControls
              search={search}
              onChange={(changes) => navigate({ search: { ...search, ...changes }, replace: true })}
            />
          </header>
          <nav className="gallery-nav" aria-label="States">
            {parts.map((part, index) => (
              <section key={part.name} aria-labelledby={`part-${index}`}>
                <h2 id={`part-${index}`} className="gallery-part">
                  {part.name}
                </h2>
                <ul>
                  {part.states.map(({ id, title }) => (
                    <li key={id}>
                      <Link
                        to="/gallery"
                        search={{ ...search, state: id }}
                        className="gallery-link"
                        aria-current={id === state.id ? 'page' : undefined}
                      >
                        {title}
                      </Link>
                    </li>
                  ))}
                </ul>
              </section>
            ))}
          </nav>
          {specimen}
        </div>
      )}
    </I18nProvider>
  )
}

const localeOf = ({ lang, dir }: GallerySearch) => (dir === 'rtl' ? 'ar' : (lang ?? 'en'))

interface SpecimenProps {
  readonly state: GalleryState
  readonly search: GallerySearch
}

/** One state on its own background, as large as the chosen screen. */
function Specimen({ state, search }: SpecimenProps) {
  const labels = search.lang === 'de' ? germanLabels : englishLabels
  const main = useRef<HTMLElement>(null)
  const isReached = useReachedState(main, state, labels)
  return (
    <main
      ref={main}
      id="specimen"
      className="gallery-stage gr-root"
      data-bare={search.bare}
      data-view={location.pathname + location.search}
      data-reached={isReached || undefined}
    >
      {search.bare ? <h1 className="gr-sr-only">{state.title}</h1> : null}
      <div className="gallery-screen-frame" data-screen={search.screen}>
        {state.render(labels)}
      </div>
    </main>
  )
}
