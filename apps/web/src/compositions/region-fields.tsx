import type { RoomRecording } from '@greenroom/core/video'
import { Checkbox } from 'react-aria-components/Checkbox'
import { CheckboxGroup } from 'react-aria-components/CheckboxGroup'
import { Label } from 'react-aria-components/Label'
import { NumberField } from '../ui/number-field.tsx'
import { minSide, type Region, type Size } from './video-layout.ts'

export interface RegionFieldsProps {
  readonly region: Region
  readonly frame: Size
  /** The pictures that there are to show, with what to call them. */
  readonly videos: readonly (Pick<RoomRecording, 'id'> & { readonly name: string })[]
  readonly onChange: (region: Region) => void
}

/** The measures of a region to the pixel, and what is shown in it. */
export function RegionFields({ region, frame, videos, onChange }: RegionFieldsProps) {
  const field = (label: string, key: 'x' | 'y' | 'z' | 'width' | 'height', least: number, most: number) => (
    <NumberField
      label={label}
      minValue={least}
      maxValue={most}
      value={region[key]}
      onChange={(value) => Number.isNaN(value) || onChange({ ...region, [key]: value })}
    />
  )
  return (
    <fieldset className="region-fields">
      <legend>Region {region.name}</legend>
      <div className="region-numbers">
        {field('Left', 'x', 0, frame.width - minSide)}
        {field('Top', 'y', 0, frame.height - minSide)}
        {field('Width', 'width', minSide, frame.width)}
        {field('Height', 'height', minSide, frame.height)}
        {field('Layer', 'z', -99, 99)}
        <NumberField
          label="Max columns"
          minValue={1}
          maxValue={50}
          value={region.columns ?? Number.NaN}
          onChange={(value) => onChange({ ...region, columns: Number.isNaN(value) ? undefined : value })}
        />
      </div>
      {videos.length === 0 ? null : (
        <CheckboxGroup
          className="stack-s"
          value={region.sources === '*' ? videos.map(({ id }) => id) : [...region.sources]}
          onChange={(ids) => onChange({ ...region, sources: ids.length === videos.length ? '*' : ids })}
        >
          <Label className="field-label">Who is seen in it</Label>
          {videos.map(({ id, name }) => (
            <Checkbox key={id} value={id} className="checkbox">
              <span className="checkbox-box" aria-hidden="true" />
              {name}
            </Checkbox>
          ))}
        </CheckboxGroup>
      )}
    </fieldset>
  )
}
