/**
 * A part of the phone's script: the microphone during a `<Record>`. `setRecording({ callSid, recordingSid })`
 * starts it, or ends it without an argument and uploads what was said; `uploadSoFar()` uploads before that.
 */
export const recorderScript = `
let recorder
async function setRecording(target) {
  if (recorder && recorder.recordingSid !== target?.recordingSid) {
    const ended = recorder
    recorder = undefined
    void finishRecorder(ended)
  }
  if (!target || recorder) return
  recorder = { ...target, chunks: [] }
  await startRecorder(recorder)
}
async function finishRecorder(ended) {
  if (ended.media?.state !== 'recording') return
  const stopped = new Promise((resolve) => ended.media.addEventListener('stop', resolve, { once: true }))
  stopRecorder(ended)
  await stopped
  await upload(ended)
}
function stopRecorder({ media, timer }) {
  clearInterval(timer)
  if (media?.state !== 'recording') return
  media.stop()
  for (const track of media.stream.getTracks()) track.stop()
}
async function startRecorder(current) {
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true })
    if (recorder !== current) { for (const track of stream.getTracks()) track.stop(); return }
    current.media = new MediaRecorder(stream)
    current.media.addEventListener('dataavailable', ({ data }) => { if (data.size > 0) current.chunks.push(data) })
    current.media.start()
    reportSpeech(current, stream)
  } catch (error) {
    show(error.name === 'NotAllowedError'
      ? 'Allow the microphone to record. Until then, the recording is a placeholder.'
      : 'The microphone cannot be used. The recording is a placeholder.', true)
  }
}
// Silence is counted from the last report, so a speaker who never pauses is reported twice a second.
function reportSpeech(current, stream) {
  context ??= new AudioContext()
  context.resume().catch(() => {})
  const analyser = new AnalyserNode(context, { fftSize: 8192 })
  context.createMediaStreamSource(stream).connect(analyser)
  const samples = new Float32Array(analyser.fftSize)
  let reportedAt = -Infinity
  current.timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples)
    if (!samples.some((sample) => Math.abs(sample) > 0.05) || performance.now() - reportedAt < 500) return
    reportedAt = performance.now()
    if (recorder === current) void control(current.callSid, 'speech', { text: '' })
  }, 100)
}
async function uploadSoFar() {
  if (recorder?.media?.state !== 'recording') return
  const { media } = recorder
  const available = new Promise((resolve) => media.addEventListener('dataavailable', resolve, { once: true }))
  media.requestData()
  await available
  if (recorder) await upload(recorder)
}
async function upload({ callSid, recordingSid, chunks }) {
  if (chunks.length === 0) return
  try {
    // Voice apps expect WAV rather than the browser's own format.
    const sampleRate = 16_000
    const recorded = await new Blob(chunks, { type: chunks[0].type }).arrayBuffer()
    const sound = await new OfflineAudioContext(1, 1, sampleRate).decodeAudioData(recorded)
    const body = encodeWav(sound.getChannelData(0), sampleRate)
    const path = '/_emulator/calls/' + encodeURIComponent(callSid) + '/recording?recording_sid=' + recordingSid
    const response = await fetch(path, { method: 'POST', body, headers: { 'content-type': 'audio/wav' } })
    if (!response.ok) throw new Error(response.status)
  } catch {
    show('The recording could not be saved.', true)
  }
}
`
