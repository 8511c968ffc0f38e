/**
 * The German texts of `@greenroom/ui`.
 *
 * @module
 */
import type { CallLabels } from './labels.ts'

const plural = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`

/**
 * The German texts.
 *
 * @example
 * ```tsx
 * import { ConnectionStatus } from '@greenroom/ui'
 * import { germanLabels } from '@greenroom/ui/labels/de'
 *
 * export const Status = () => <ConnectionStatus status="joined" labels={germanLabels} />
 * ```
 */
export const germanLabels: CallLabels = {
  locale: 'de',
  call: 'Anruf',

  joined: 'Sie sind im Anruf.',
  joining: 'Beitritt läuft …',
  reconnecting: 'Die Verbindung wurde unterbrochen. Sie wird wiederhergestellt …',
  renewingToken: 'Ihr Zugangstoken wurde abgelehnt. Die Verbindung wird mit einem neuen wiederhergestellt …',
  participantCount: (count) => `${plural(count, 'Person', 'Personen')}.`,

  camera: 'Kamera',
  microphone: 'Mikrofon',
  speaker: 'Lautsprecher',
  numberedDevice: (kind, number) => `${kind} ${number}`,
  audioSettings: 'Toneinstellungen',
  videoSettings: 'Bildeinstellungen',
  noDevices: 'Keine Geräte gefunden',
  cameraDenied: 'Der Browser blockiert die Kamera. Erlauben Sie sie und versuchen Sie es noch einmal.',
  cameraInUse: 'Eine andere App verwendet die Kamera. Schließen Sie diese und versuchen Sie es noch einmal.',
  cameraMissing: 'Es wurde keine Kamera gefunden. Schließen Sie eine an und schalten Sie sie ein.',
  cameraUnplugged: 'Die Kamera wurde getrennt. Schließen Sie sie an und schalten Sie sie ein.',
  cameraUnsupported:
    'Dieser Browser kann auf dieser Seite keine Kamera verwenden. Versuchen Sie es mit einem anderen.',
  cameraFailed: 'Die Kamera ist nicht gestartet. Versuchen Sie es noch einmal.',
  cameraPaused:
    'Das System hat die Kamera angehalten. Beenden Sie andere Anrufe oder prüfen Sie den Schalter.',
  cameraKept: 'Die andere Kamera ist nicht gestartet. Die bisherige bleibt an.',
  microphoneDenied: 'Der Browser blockiert das Mikrofon. Erlauben Sie es und versuchen Sie es noch einmal.',
  microphoneInUse:
    'Eine andere App verwendet das Mikrofon. Schließen Sie diese und versuchen Sie es noch einmal.',
  microphoneMissing: 'Es wurde kein Mikrofon gefunden. Schließen Sie eines an und schalten Sie es ein.',
  microphoneUnplugged: 'Das Mikrofon wurde getrennt. Schließen Sie es an und schalten Sie es ein.',
  microphoneUnsupported:
    'Dieser Browser kann auf dieser Seite kein Mikrofon verwenden. Versuchen Sie es mit einem anderen.',
  microphoneFailed: 'Das Mikrofon ist nicht gestartet. Versuchen Sie es noch einmal.',
  microphonePaused:
    'Das System hat das Mikrofon angehalten. Beenden Sie andere Anrufe oder prüfen Sie den Schalter.',
  microphoneKept: 'Das andere Mikrofon ist nicht gestartet. Das bisherige bleibt an.',
  screenDenied:
    'Ihr Bildschirm wird nicht geteilt. Wählen Sie „Bildschirm teilen“, um es noch einmal zu versuchen.',
  screenInUse:
    'Eine andere App verwendet den Bildschirm. Schließen Sie diese und versuchen Sie es noch einmal.',
  screenMissing:
    'Es wurde kein Bildschirm gefunden. Wählen Sie „Bildschirm teilen“, um es noch einmal zu versuchen.',
  screenUnplugged: 'Der Bildschirm wurde getrennt. Schließen Sie ihn an und teilen Sie ihn.',
  screenUnsupported: 'Dieser Browser kann den Bildschirm nicht teilen. Versuchen Sie es mit einem anderen.',
  screenFailed: 'Der Bildschirm konnte nicht geteilt werden. Versuchen Sie es noch einmal.',
  insecurePage:
    'Geräte funktionieren nur auf sicheren Seiten. Öffnen Sie diese Seite mit https:// in der Adresse.',
  permissionChromium: 'Wählen Sie das Symbol links in der Adressleiste und erlauben Sie die Geräte.',
  permissionFirefox:
    'Wählen Sie das durchgestrichene Symbol in der Adressleiste und heben Sie die Blockierung auf.',
  permissionSafari:
    'Öffnen Sie in der Menüleiste Safari › Einstellungen für diese Website und erlauben Sie die Geräte.',
  permissionIos:
    'Tippen Sie links in der Adressleiste auf die Taste, öffnen Sie die Website-Einstellungen und erlauben Sie die Geräte.',
  permissionOther:
    'Öffnen Sie in Ihrem Browser die Einstellungen dieser Website und erlauben Sie die Geräte.',

  lobby: 'Geräte prüfen',
  joiningAs: (name) => `Sie treten als ${name} bei.`,
  yourName: 'Ihr Name',
  joinNow: 'Jetzt beitreten',
  cancel: 'Abbrechen',
  cameraPreview: 'Vorschau Ihrer Kamera',
  cameraIsOff: 'Ihre Kamera ist aus.',
  cameraIsStarting: 'Ihre Kamera startet …',
  turnCameraOn: 'Kamera einschalten',
  turnCameraOff: 'Kamera ausschalten',
  turnMicrophoneOn: 'Mikrofon einschalten',
  turnMicrophoneOff: 'Mikrofon ausschalten',
  microphoneLevel: 'Mikrofonpegel',
  soundDetected: 'Ton erkannt',
  silent: 'still',

  testDevices: 'Einrichtung testen',
  testTitle: 'Einrichtung testen',
  testCamera: 'Kamera',
  testMicrophone: 'Mikrofon',
  testSpeaker: 'Lautsprecher',
  testNetwork: 'Netzwerk',
  testWorks: 'Funktioniert',
  testOff: 'Aus',
  testSaySomething: 'Sagen Sie etwas, um den Pegel zu prüfen.',
  playTone: 'Ton abspielen',
  tonePlaying: 'Wird abgespielt …',
  networkReachable: (milliseconds) => `Der Server antwortet in ${milliseconds} ms.`,
  networkUnreachable: 'Der Server antwortet nicht. Prüfen Sie Ihre Verbindung.',
  networkChecking: 'Wird geprüft …',

  controls: 'Anrufsteuerung',
  switchCamera: 'Kamera wechseln',
  shareScreen: 'Bildschirm teilen',
  chat: 'Chat',
  unreadMessages: (count) => plural(count, 'ungelesene Nachricht', 'ungelesene Nachrichten'),
  people: 'Personen',
  more: 'Mehr',
  leave: 'Verlassen',
  close: 'Schließen',
  gridLayout: 'Alle im Raster zeigen',
  speakerLayout: 'Sprechende groß zeigen',
  enterPictureInPicture: 'Bild im Bild',
  leavePictureInPicture: 'Bild im Bild schließen',
  enterFullScreen: 'Vollbild',
  leaveFullScreen: 'Vollbild verlassen',
  shortcuts: 'Tastenkürzel',

  shortcutMicrophone: 'Mikrofon ein- oder ausschalten',
  shortcutCamera: 'Kamera ein- oder ausschalten',
  shortcutScreen: 'Bildschirm teilen',
  shortcutChat: 'Chat öffnen oder schließen',
  shortcutPeople: 'Liste der Personen öffnen oder schließen',
  shortcutLayout: 'Anordnung wechseln',
  shortcutFullScreen: 'Vollbild',
  shortcutHelp: 'Diese Tastenkürzel zeigen',
  shortcutHint: 'Tastenkürzel gelten, solange der Fokus im Anruf ist, außer in Textfeldern.',

  tiles: 'Im Anruf',
  you: (name) => `${name} (Sie)`,
  guest: (id) => `Gast ${id}`,
  unknownParticipant: 'Unbekannte Person',
  videoOf: (name) => `Video von ${name}`,
  screenOf: (name) => `Bildschirm von ${name}`,
  speaking: 'spricht',
  microphoneIsOff: 'Mikrofon aus',
  byPhone: 'per Telefon',
  mutedByHost: 'von der Moderation stummgeschaltet',
  weakConnection: 'schwache Verbindung',
  noConnection: 'keine Verbindung',
  pin: (name) => `${name} anheften`,
  unpin: (name) => `${name} lösen`,
  pinScreen: (name) => `Geteilten Bildschirm anheften (${name})`,
  unpinScreen: (name) => `Geteilten Bildschirm lösen (${name})`,
  previousPage: 'Vorherige Seite',
  nextPage: 'Nächste Seite',
  page: (number, count) => `Seite ${number} von ${count}`,
  alone: 'Sie sind allein hier.',
  verified: 'bestätigt',
  forged: 'ungültige Identität',
  duplicated: 'doppelte Identität',

  messages: 'Nachrichten',
  noMessages: 'Noch keine Nachrichten.',
  yourself: 'Sie',
  message: 'Nachricht',
  send: 'Senden',
  messageNotSent: 'Die Nachricht wurde nicht gesendet. Versuchen Sie es noch einmal.',
  peopleInCall: 'Personen im Anruf',
  hostActions: (name) => `Moderation von ${name}`,
  mute: 'Stummschalten',
  unmute: 'Stummschaltung aufheben',
  remove: 'Entfernen',
  actionDenied: (name) => `${name}: Dazu sind Sie nicht berechtigt.`,
  actionFailed: (name) => `${name}: Das hat nicht geklappt. Versuchen Sie es noch einmal.`,

  left: 'Sie haben den Anruf verlassen',
  leftDetail: 'Wählen Sie „Wieder beitreten“, um zurückzukommen.',
  kicked: 'Sie wurden aus dem Anruf entfernt',
  kickedDetail: 'Wählen Sie „Wieder beitreten“, um zurückzukommen.',
  ended: 'Der Anruf wurde beendet',
  endedDetail: 'Wählen Sie „Beitreten“, um einen neuen zu beginnen.',
  revoked: 'Ihr Zugang wurde entzogen',
  revokedDetail: 'Bitten Sie die Moderation um Zugang.',
  lost: 'Die Verbindung wurde unterbrochen',
  lostDetail: 'Prüfen Sie Ihr Netzwerk und wählen Sie dann „Wieder beitreten“.',
  unsupported: 'Dieser Browser kann nicht an Anrufen teilnehmen',
  unsupportedDetail: 'Aktualisieren Sie ihn oder versuchen Sie es mit einem anderen.',
  notInstalled: 'Der Anruf kann nicht beginnen',
  notInstalledDetail: 'Dieser Seite fehlt ein Teil, den sie braucht. Bitte melden Sie das.',
  notJoined: 'Der Beitritt ist nicht gelungen',
  notJoinedDetail: 'Der Raum hat Ihren Zugangstoken abgelehnt oder ist voll. Versuchen Sie es noch einmal.',
  deniedDetail: 'Sie sind nicht berechtigt. Bitten Sie die Person, der dieser Raum gehört, um Zugang.',
  fullDetail: 'Der Raum ist voll. Versuchen Sie es noch einmal, wenn jemand gegangen ist.',
  notFoundDetail: 'Diesen Raum gibt es nicht. Er wurde vielleicht gelöscht, oder der Link ist falsch.',
  rateLimitedDetail: 'Zu viele Anfragen. Warten Sie einen Moment und versuchen Sie es noch einmal.',
  signedOutDetail: 'Sie sind abgemeldet. Melden Sie sich an und versuchen Sie es noch einmal.',
  join: 'Beitreten',
  rejoin: 'Wieder beitreten',
  soundBlocked: 'Der Browser blockiert den Ton des Anrufs.',
  tapForSound: 'Für Ton tippen',

  participantJoined: (name) => `${name} ist beigetreten.`,
  participantLeft: (name) => `${name} ist gegangen.`,
  participantsJoined: (count) => `${plural(count, 'Person ist', 'Personen sind')} beigetreten.`,
  participantsLeft: (count) => `${plural(count, 'Person ist', 'Personen sind')} gegangen.`,
  screenShared: (name) => `${name} teilt einen Bildschirm.`,
  messageReceived: (name, text) => `Nachricht von ${name}: ${text}`,
}
