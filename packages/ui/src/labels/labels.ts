/** The texts of the connection's state. */
export interface StatusLabels {
  /** The call is joined. */
  readonly joined: string
  readonly joining: string
  /** The connection was lost and is being restored. */
  readonly reconnecting: string
  /** The join token was rejected, and the call is joined again with a new one. */
  readonly renewingToken: string
  readonly participantCount: (count: number) => string
}

/** The texts of cameras, microphones, speakers and screens. */
export interface DeviceLabels {
  readonly camera: string
  readonly microphone: string
  readonly speaker: string
  /** The name of a device without one, by its number in the list. */
  readonly numberedDevice: (kind: string, number: number) => string
  /** The menu with microphones and speakers. */
  readonly audioSettings: string
  /** The menu with cameras. */
  readonly videoSettings: string
  readonly noDevices: string
  readonly cameraDenied: string
  readonly cameraInUse: string
  readonly cameraMissing: string
  readonly cameraUnplugged: string
  readonly cameraUnsupported: string
  readonly cameraFailed: string
  readonly cameraPaused: string
  /** Another camera did not start. */
  readonly cameraKept: string
  readonly microphoneDenied: string
  readonly microphoneInUse: string
  readonly microphoneMissing: string
  readonly microphoneUnplugged: string
  readonly microphoneUnsupported: string
  readonly microphoneFailed: string
  readonly microphonePaused: string
  /** Another microphone did not start. */
  readonly microphoneKept: string
  readonly screenDenied: string
  readonly screenInUse: string
  readonly screenMissing: string
  readonly screenUnplugged: string
  readonly screenUnsupported: string
  readonly screenFailed: string
  /** Said on a page without https, where browsers have no devices. */
  readonly insecurePage: string
  /** How to allow devices in Chrome, Edge and other browsers on Chromium. */
  readonly permissionChromium: string
  readonly permissionFirefox: string
  /** How to allow devices in Safari on a Mac. */
  readonly permissionSafari: string
  /** How to allow devices on an iPhone or iPad. */
  readonly permissionIos: string
  readonly permissionOther: string
}

/** The texts of the lobby. */
export interface LobbyLabels {
  readonly lobby: string
  readonly joiningAs: (name: string) => string
  readonly yourName: string
  readonly joinNow: string
  readonly cancel: string
  readonly cameraPreview: string
  readonly cameraIsOff: string
  readonly cameraIsStarting: string
  readonly turnCameraOn: string
  readonly turnCameraOff: string
  readonly turnMicrophoneOn: string
  readonly turnMicrophoneOff: string
  readonly microphoneLevel: string
  readonly soundDetected: string
  readonly silent: string
}

/** The texts of the test before a call. */
export interface CallTestLabels {
  readonly testDevices: string
  readonly testTitle: string
  readonly testCamera: string
  readonly testMicrophone: string
  readonly testSpeaker: string
  readonly testNetwork: string
  readonly testWorks: string
  readonly testOff: string
  readonly testSaySomething: string
  readonly playTone: string
  readonly tonePlaying: string
  readonly networkReachable: (milliseconds: number) => string
  readonly networkUnreachable: string
  readonly networkChecking: string
}

/** The texts of a call's controls. */
export interface ControlLabels {
  readonly controls: string
  readonly switchCamera: string
  readonly shareScreen: string
  readonly chat: string
  readonly unreadMessages: (count: number) => string
  readonly people: string
  readonly more: string
  readonly leave: string
  readonly close: string
  readonly gridLayout: string
  readonly speakerLayout: string
  readonly enterPictureInPicture: string
  readonly leavePictureInPicture: string
  readonly enterFullScreen: string
  readonly leaveFullScreen: string
  readonly shortcuts: string
}

/** The texts of the sheet with keyboard shortcuts. */
export interface ShortcutLabels {
  readonly shortcutMicrophone: string
  readonly shortcutCamera: string
  readonly shortcutScreen: string
  readonly shortcutChat: string
  readonly shortcutPeople: string
  readonly shortcutLayout: string
  readonly shortcutFullScreen: string
  readonly shortcutHelp: string
  /** When the shortcuts work. */
  readonly shortcutHint: string
}

/** The texts of tiles. */
export interface TileLabels {
  /** The list of tiles. */
  readonly tiles: string
  readonly you: (name: string) => string
  /** The name of a participant who gave none. */
  readonly guest: (id: string) => string
  readonly unknownParticipant: string
  readonly videoOf: (name: string) => string
  readonly screenOf: (name: string) => string
  readonly speaking: string
  readonly microphoneIsOff: string
  readonly byPhone: string
  readonly mutedByHost: string
  readonly weakConnection: string
  readonly noConnection: string
  readonly pin: (name: string) => string
  readonly unpin: (name: string) => string
  readonly pinScreen: (name: string) => string
  readonly unpinScreen: (name: string) => string
  readonly previousPage: string
  readonly nextPage: string
  readonly page: (number: number, count: number) => string
  /** Shown while no other participant is in the call. */
  readonly alone: string
  readonly verified: string
  readonly forged: string
  readonly duplicated: string
}

/** The texts of the chat and the list of participants. */
export interface PanelLabels {
  readonly messages: string
  readonly noMessages: string
  readonly yourself: string
  readonly message: string
  readonly send: string
  readonly messageNotSent: string
  readonly peopleInCall: string
  readonly hostActions: (name: string) => string
  readonly mute: string
  readonly unmute: string
  readonly remove: string
  readonly actionDenied: (name: string) => string
  readonly actionFailed: (name: string) => string
}

/** The texts of what ends or blocks a call: a title, and what to do next. */
export interface EndLabels {
  readonly left: string
  readonly leftDetail: string
  readonly kicked: string
  readonly kickedDetail: string
  readonly ended: string
  readonly endedDetail: string
  readonly revoked: string
  readonly revokedDetail: string
  readonly lost: string
  readonly lostDetail: string
  readonly unsupported: string
  readonly unsupportedDetail: string
  readonly notInstalled: string
  readonly notInstalledDetail: string
  readonly notJoined: string
  readonly notJoinedDetail: string
  readonly deniedDetail: string
  readonly fullDetail: string
  readonly notFoundDetail: string
  readonly rateLimitedDetail: string
  readonly signedOutDetail: string
  readonly join: string
  readonly rejoin: string
  readonly soundBlocked: string
  readonly tapForSound: string
}

/** What screen readers announce during a call. */
export interface AnnouncementLabels {
  readonly participantJoined: (name: string) => string
  readonly participantLeft: (name: string) => string
  readonly participantsJoined: (count: number) => string
  readonly participantsLeft: (count: number) => string
  readonly screenShared: (name: string) => string
  readonly messageReceived: (name: string, text: string) => string
}

/** Every text of the call. English by default; German is in `@greenroom/ui/labels/de`. */
export interface CallLabels
  extends StatusLabels,
    DeviceLabels,
    LobbyLabels,
    CallTestLabels,
    ControlLabels,
    ShortcutLabels,
    TileLabels,
    PanelLabels,
    EndLabels,
    AnnouncementLabels {
  /** The language of the texts, with which times are formatted: a BCP 47 tag such as `en`. */
  readonly locale: string
  /** The name of the whole component. */
  readonly call: string
}

/** Some texts, which replace those of the surrounding component. */
export type CallLabelChanges = { readonly [Name in keyof CallLabels]?: CallLabels[Name] | undefined }
