import { html, LitElement } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import type { Profile, ProfileTemplate } from '../../data/model/profile.ts'
import { createProfile, deleteProfile, getTemplates } from '../api.ts'
import { blank, idFrom } from '../profiles/draft.ts'
import './template-sheet.ts'
import { offerUndo } from './undo-toast.ts'

type Choice = Omit<ProfileTemplate, 'id'>

const empty: Choice = { ...blank, name: 'Blank', description: 'One temperature, to be built on.' }

/** Makes a profile, blank or from a template, and opens it. */
@customElement('profile-new')
export class ProfileNew extends LitElement {
  @property({ attribute: false }) profiles: Profile[] = []

  /** Opens it. */
  show(): void {
    this.renderRoot.querySelector('template-sheet')?.show()
  }

  protected override render() {
    return html`<template-sheet
      label="New profile"
      .load=${async () => [empty, ...(await getTemplates())]}
      .make=${(template: Choice) => this.make(template)}
    ></template-sheet>`
  }

  private async make({ name: chosen, by, points, events }: Choice): Promise<void> {
    const { profiles } = this
    const title = chosen === empty.name ? 'New profile' : chosen
    const names = profiles.map(({ name }) => name)
    let name = title
    for (let n = 2; names.includes(name); n++) name = `${title} ${n}`
    const taken = profiles.map(profile => profile.id)
    const made = await createProfile({ id: idFrom(name, taken), name, by, points, events })
    offerUndo(this, {
      text: `“${name}” was made`,
      undo: async () => {
        await deleteProfile(made)
        location.hash = '#/profiles'
      },
    })
    location.hash = `#/profiles/${made.id}`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'profile-new': ProfileNew
  }
}
