import { useState } from 'react'

export interface PlayerProps {
  readonly url: string
  readonly isSound?: boolean | undefined
  readonly label: string
  /** Is called once when the file does not load, which may be because its link has run out. */
  readonly onExpired: () => void
}

/** Plays a sound or a film, with the browser's own controls. */
export function Player({ url, isSound = false, label, onExpired }: PlayerProps) {
  const [hasFailed, setFailed] = useState<string>()
  const onError = () => {
    if (hasFailed === undefined) onExpired()
    setFailed(url)
  }
  return (
    <div className="stack-s">
      {isSound ? (
        // biome-ignore lint/a11y/useMediaCaption: the API makes no captions
        <audio
          className="player"
          src={url}
          controls
          preload="metadata"
          aria-label={label}
          onError={onError}
        />
      ) : (
        // biome-ignore lint/a11y/useMediaCaption: the API makes no captions
        <video
          className="player"
          src={url}
          controls
          preload="metadata"
          aria-label={label}
          onError={onError}
        />
      )}
      {hasFailed === url ? (
        <p className="trouble" role="alert">
          This file cannot be played here.
        </p>
      ) : null}
    </div>
  )
}
