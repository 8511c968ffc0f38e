import { useState } from 'react'

export interface PlayerProps {
  readonly url: string
  readonly isAudio?: boolean | undefined
  readonly label: string
  /** Called once when the file does not load, possibly because its link has expired. */
  readonly onExpired: () => void
}

/** An audio or video player with the browser's built-in controls. */
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
      {/* Without captions, because the API does not create any. */}
      {isAudio ? <audio {...mediaProps} /> : <video {...mediaProps} />}
      {hasFailed ? (
        <p className="error-text" role="alert">
          Your browser cannot play this file.
        </p>
      ) : null}
    </div>
  )
}
