import { describe, expect, it } from 'vitest'
import { createSampleApp, heardBy } from './sample-app.ts'

describe('a menu', () => {
  it('leads to a department by its key', async () => {
    const app = createSampleApp({
      '/voice': `<?xml version="1.0" encoding="UTF-8"?>
        <Response>
          <!-- Callers may press a key before the prompt ends. -->
          <Gather action="/department" numDigits="1">
            <Say voice="Polly.Joanna">For sales, press one. For repairs, press two.</Say>
          </Gather>
          <Say>Goodbye.</Say>
        </Response>`,
      '/department': (field) =>
        field('Digits') === '2'
          ? '<Response><Say>Repairs are closed today.</Say><Hangup/></Response>'
          : '<Response><Redirect>/voice</Redirect></Response>',
    })
    const call = await app.call()
    await call.heard('For sales')
    await call.press('2')
    await call.heard('Repairs are closed today.')
    expect(await call.ended()).toBe('completed')
    expect(app.paths()).toEqual(['/voice', '/department'])
    expect(heardBy(call)).not.toContain('Goodbye.')
  })

  it('is repeated without input, and ends after the third time', async () => {
    const app = createSampleApp({
      '/voice': (field) =>
        Number(field('round')) >= 2
          ? '<Response><Say>Please call again.</Say></Response>'
          : `<Response>
              <Gather action="/chosen" numDigits="1" timeout="3"><Say>Press any key.</Say></Gather>
              <Redirect>/voice?round=${Number(field('round')) + 1}</Redirect>
            </Response>`,
    })
    const call = await app.call()
    expect(await call.ended()).toBe('completed')
    expect(heardBy(call)).toEqual(['Press any key.', 'Press any key.', 'Please call again.'])
    expect(app.paths()).toEqual(['/voice', '/voice', '/voice'])
    // Twice one second of speech and three of silence, and the last prompt.
    expect(call.state().heard.at(-1)?.secs).toBeCloseTo('Please call again.'.length / 15)
  })

  it('dials the extension that the caller enters', async () => {
    const extensions = new Map([['204', '+13125550204']])
    const app = createSampleApp({
      '/voice': `<Response>
        <Gather action="/extension" numDigits="3"><Say>Enter an extension.</Say></Gather>
        <Redirect>/voice</Redirect>
      </Response>`,
      '/extension': (field) => {
        const number = extensions.get(field('Digits'))
        return number === undefined
          ? '<Response><Say>There is no such extension.</Say><Redirect>/voice</Redirect></Response>'
          : `<Response><Say>Connecting.</Say><Dial timeout="20">${number}</Dial></Response>`
      },
    })
    const call = await app.call()
    await call.heard('Enter an extension.')
    await call.press('999')
    await call.heard('There is no such extension.')
    await call.heard('Enter an extension.')
    await call.press('204')
    await call.heard('Connecting.')
    await call.wait(1)
    const extension = app.ringing('+13125550204')
    await extension.answer()
    await call.wait(30)
    await extension.hangUp()
    expect(await call.ended()).toBe('completed')
  })

  it('asks for a pin that ends with the pound key, up to three times', async () => {
    const app = createSampleApp({
      '/voice': (field) => `<Response>
        <Gather action="/pin?tries=${Number(field('tries')) + 1}" finishOnKey="#" timeout="10">
          <Say>Enter your pin, then press pound.</Say>
        </Gather>
        <Say>We did not get a pin.</Say>
      </Response>`,
      '/pin': (field) => {
        if (field('Digits') === '4812') return '<Response><Say>Welcome back.</Say></Response>'
        return field('tries') === '3'
          ? '<Response><Say>Too many tries.</Say><Hangup/></Response>'
          : `<Response><Say>Wrong pin.</Say><Redirect>/voice?tries=${field('tries')}</Redirect></Response>`
      },
    })
    const call = await app.call()
    await call.press('0000#')
    await call.heard('Wrong pin.')
    await call.heard('Enter your pin')
    await call.press('4812#')
    await call.heard('Welcome back.')
    expect(app.to('/pin').map(({ Digits }) => Digits)).toEqual(['0000', '4812'])

    const stranger = await app.callFrom('+13125550009')
    for (const pin of ['1#', '2#', '#']) {
      await stranger.heard('Enter your pin')
      await stranger.press(pin)
    }
    await stranger.heard('Too many tries.')
    expect(await stranger.ended()).toBe('completed')
  })

  it('explains which keys are allowed after another key', async () => {
    const app = createSampleApp({
      '/voice': `<Response>
        <Gather action="/rate" validDigits="12345" numDigits="1" invalidDigitsAction="/again">
          <Say>Rate our service from one to five.</Say>
        </Gather>
      </Response>`,
      '/again': '<Response><Say>Only one to five, please.</Say><Redirect>/voice</Redirect></Response>',
      '/rate': (field) => `<Response><Say>You gave us a ${field('Digits')}.</Say></Response>`,
    })
    const call = await app.call()
    await call.press('9')
    await call.heard('Only one to five')
    await call.heard('Rate our service')
    await call.press('4')
    await call.heard('You gave us a 4.')
    expect(app.paths()).toEqual(['/voice', '/again', '/voice', '/rate'])
  })

  it('understands words beside keys', async () => {
    const app = createSampleApp({
      '/voice': `<Response>
        <Gather action="/intent" input="dtmf speech" language="en-US" speechTimeout="auto" timeout="4">
          <Say>What can we do for you?</Say>
        </Gather>
        <Say>We did not understand.</Say>
      </Response>`,
      '/intent': (field) =>
        /hours/i.test(field('SpeechResult')) || field('Digits') === '1'
          ? '<Response><Say>We are open from nine to five.</Say></Response>'
          : '<Response><Say>An agent will call you back.</Say></Response>',
    })
    const call = await app.call()
    await call.heard('What can we do')
    await call.say('When are your opening hours?')
    await call.heard('nine to five')
    expect(app.to('/intent')).toMatchObject([
      { SpeechResult: 'When are your opening hours?', Confidence: expect.stringMatching(/^0\.\d+$/) },
    ])
  })

  it('goes on in the chosen language', async () => {
    const app = createSampleApp({
      '/voice': `<Response>
        <Gather action="/language" numDigits="1">
          <Say voice="alice" language="en-US">For English, press one.</Say>
          <Say voice="alice" language="es-MX">Hola, two.</Say>
        </Gather>
      </Response>`,
      '/language': (field) =>
        field('Digits') === '2'
          ? '<Response><Say voice="alice" language="es-MX">Hola &amp; welcome.</Say></Response>'
          : '<Response><Say voice="alice" language="en-US">Welcome.</Say></Response>',
    })
    const call = await app.call()
    await call.heard('Hola, two')
    await call.press('2')
    expect(await call.heard('Hola & welcome.')).toMatchObject({ language: 'es-MX', voice: 'alice' })
  })

  it('reads digits one by one with SSML', async () => {
    const app = createSampleApp({
      '/voice': `<Response>
        <Gather action="/order" numDigits="6" timeout="6"><Say>Enter your order number.</Say></Gather>
      </Response>`,
      '/order': (field) => `<Response>
        <Say voice="Polly.Matthew">Order
          <say-as interpret-as="digits">${field('Digits')}</say-as> <break time="300ms"/>
          is on its way.
        </Say>
      </Response>`,
    })
    const call = await app.call()
    await call.press('12w3456')
    await call.heard('Order 123456 is on its way.')
    expect(await call.ended()).toBe('completed')
  })

  it('stops endless music at the first key', async () => {
    const app = createSampleApp({
      '/voice': `<Response>
        <Gather action="/key" numDigits="1">
          <Say>Press a key when you are ready.</Say>
          <Play loop="0">https://sounds.example.com/jazz.mp3</Play>
        </Gather>
      </Response>`,
      '/key': '<Response><Say>Here we go.</Say></Response>',
    })
    const call = await app.call()
    await call.heard('jazz.mp3')
    await call.wait(12)
    await call.press('5')
    await call.heard('Here we go.')
    const plays = call.state().heard.filter(({ verb }) => verb === 'Play')
    expect(plays.map(({ secs }) => Math.round(secs))).toEqual([5, 5, 2])
  })

  it('runs a survey of three questions, each of which knows the answers before', async () => {
    const question = (n: number, answers: string) => `<Response>
      <Gather action="/answer?n=${n}&amp;answers=${answers}" numDigits="1"><Say>Question ${n}.</Say></Gather>
    </Response>`
    const app = createSampleApp({
      '/voice': question(1, ''),
      '/answer': (field) => {
        const answers = field('answers') + field('Digits')
        return answers.length === 3
          ? `<Response><Say>Your answers were ${answers}.</Say></Response>`
          : question(answers.length + 1, answers)
      },
    })
    const call = await app.call()
    for (const key of ['5', '3', '4']) {
      await call.heard('Question')
      await call.press(key)
    }
    await call.heard('Your answers were 534.')
  })

  it('has a submenu that a star leaves', async () => {
    const app = createSampleApp({
      '/voice': `<Response>
        <Gather action="/main" numDigits="1" finishOnKey=""><Say>Press one for billing.</Say></Gather>
      </Response>`,
      '/main': `<Response>
        <Gather action="/billing" numDigits="1" finishOnKey=""><Say>Press star to go back.</Say></Gather>
      </Response>`,
      '/billing': (field) =>
        field('Digits') === '*'
          ? '<Response><Redirect method="GET">/voice</Redirect></Response>'
          : '<Response><Say>Your balance is zero.</Say></Response>',
    })
    const call = await app.call()
    await call.heard('billing')
    await call.press('1')
    await call.heard('Press star')
    await call.press('*')
    await call.heard('billing')
    await call.press('1')
    await call.heard('Press star')
    await call.press('#')
    await call.heard('Your balance is zero.')
    expect(app.requests.map(({ method }) => method).filter((method) => method === 'GET')).toHaveLength(1)
  })
})
