import { configure } from '@testing-library/react'

// Menus and dialogs are loaded when they open, which takes a moment on a loaded machine.
configure({ asyncUtilTimeout: 20_000 })
