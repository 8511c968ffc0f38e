import type { RoomRecording } from '@greenroom/core/video'
import { Checkbox } from 'react-aria-components/Checkbox'
import { CheckboxGroup } from 'react-aria-components/CheckboxGroup'
import { Label } from 'react-aria-components/Label'
import { NumberField } from '../ui/number-field.tsx'
import { minSide, type Region, type Size } from './video-layout.ts'

export interface RegionFieldsProps {
  readonly region: Region
  readonly frame: Size
  /** The available video recordings, with names. */
  readonly videos: readonly (Pick<RoomRecording, 'id'> & { readonly name: string })[]
  readonly onChange: (region: Region) => void
}

/** Fields for the measures of a region and the recordings that it shows. */
export function RegionFields({ region, frame, videos, onChange }: RegionFieldsProps) {
  const field = (label: string, key: 'x' | 'y' | 'z' | 'width' | 'height', min: number, max: number) => (
    <NumberField
      label={label}
      minValue={min}
      maxValue={max}
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
          <Label className="field-label">Shown in this region</Label>
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
