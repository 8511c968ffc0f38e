import { useState } from 'react'

export interface PlayerProps {
  readonly url: string
  readonly isAudio?: boolean | undefined
  readonly label: string
  /** Is called once when the file does not load, which may be because its link has run out. */
  readonly onExpired: () => void
}

/** Plays a sound or a film, with the browser's own controls. */
export function Player({ url, isAudio = false, label, onExpired }: PlayerProps) {
  const [failedUrl, setFailedUrl] = useState<string>()
  const hasFailed = failedUrl === url
  const mediaProps = {
    className: 'player',
    src: url,
    controls: true,
    preload: 'metadata',
    'aria-label': label,
    onError() {
      if (failedUrl === undefined) onExpired()
      setFailedUrl(url)
    },
  } as const
  return (
    <div className="stack-s">
      {/* There are no captions: the API does not create any. */}
      {isAudio ? <audio {...mediaProps} /> : <video {...mediaProps} />}
      {hasFailed ? (
        <p className="error-text" role="alert">
          This file cannot be played here.
        </p>
      ) : null}
    </div>
  )
}
