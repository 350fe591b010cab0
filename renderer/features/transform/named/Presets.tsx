import { Menu, MenuGroup, MenuItem } from '../../../ui/Menu.tsx'
import { Popover } from '../../../ui/Popover.tsx'
import { presets } from './presets.ts'

/** The menu of presets. */
export function Presets({ onApply }: { onApply: (transformation: string, name: string) => void }) {
  return (
    <Popover label="Presets" kind="menu" hasArrow>
      {(close) => (
        <Menu label="Presets" onClose={close}>
          {presets.map(({ title, members }) => (
            <MenuGroup key={title} title={title}>
              {members.map(({ name, what, transformation }) => (
                <MenuItem
                  key={name}
                  title={name}
                  hint={what}
                  onChoose={() => {
                    close()
                    onApply(transformation, name)
                  }}
                />
              ))}
            </MenuGroup>
          ))}
        </Menu>
      )}
    </Popover>
  )
}
