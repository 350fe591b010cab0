import { useRef } from 'react'
import { useModal } from '../../hooks/use-modal.ts'
import { useView, useWindow } from '../../state/window.ts'
import { IconButton } from '../../ui/Button.tsx'
import { CloseIcon } from '../../ui/icons.tsx'

const groups: { name: string; keys: [keys: string[], what: string][] }[] = [
  {
    name: 'Anywhere',
    keys: [
      [['/', 'Ctrl F'], 'Search'],
      [['Ctrl V'], 'Store the pictures or URLs of the clipboard'],
      [['Ctrl Z'], 'Undo'],
      [['Ctrl Shift Z'], 'Redo'],
      [['I'], 'Show or hide the inspector'],
      [['D'], 'Duplicates and back'],
      [['T'], 'Transform the selected picture and back'],
      [['Ctrl ,'], 'Settings and back'],
      [['?'], 'This list'],
    ],
  },
  {
    name: 'In the viewer',
    keys: [
      [['←', '→'], 'Previous and next picture'],
      [['+', '−'], 'Zoom in and out'],
      [['0'], 'Fit into the window'],
      [['Delete'], 'Move to the trash'],
      [['Esc', 'Space'], 'Close'],
    ],
  },
  {
    name: 'In the grid',
    keys: [
      [['←', '→', '↑', '↓'], 'Go to another picture'],
      [['Home', 'End', 'Page ↑', 'Page ↓'], 'Go far'],
      [['Shift ←…'], 'Select on the way'],
      [['Ctrl ←…'], 'Go without selecting'],
      [['Ctrl Space'], 'Add to the selection or take from it'],
      [['Ctrl A'], 'Select all'],
      [['Enter', 'Space'], 'Open in the viewer'],
      [['Delete'], 'Move to the trash'],
      [['Esc'], 'Select nothing'],
    ],
  },
  {
    name: 'In the folders',
    keys: [
      [['↑', '↓', 'Home', 'End', 'A…Z'], 'Go to another folder'],
      [['→', '←'], 'Open, close, go in and out'],
      [['Enter', 'Space'], 'Show its pictures'],
      [['F2'], 'Rename'],
      [['Delete'], 'Remove, with its pictures to the trash'],
      [['Shift F10'], 'What else can be done'],
    ],
  },
  {
    name: 'In the duplicates',
    keys: [
      [['1', '…', '9', '↑', '↓'], 'Put a picture into focus'],
      [['Space'], 'Hold to see the keeper in its place'],
      [['Q', 'W', 'Tab'], 'Compare in another way'],
      [['+', '−', '0', 'Shift ←…'], 'Zoom and move'],
      [['K'], 'Make it the keeper'],
      [['X'], 'Discard it or not'],
      [['A'], 'Accept: keep the keeper, discard what is marked'],
      [['V'], 'Variants, each worth keeping'],
      [['N'], 'Not duplicates'],
      [['S'], 'Later, after all others'],
      [['Z'], 'Undo the last decision'],
      [['←', '→'], 'Previous and next cluster'],
      [['P'], 'Plan for all clusters'],
      [['F6', 'Shift Tab'], 'Leave the stage'],
    ],
  },
]

/** All keys, on one sheet. */
export function Help() {
  const isOpen = useView((state) => state.isHelpOpen)
  return isOpen ? <Sheet /> : null
}

function Sheet() {
  const { view } = useWindow()
  const dialog = useRef<HTMLDialogElement>(null)
  useModal(dialog)
  return (
    <dialog
      ref={dialog}
      className="help"
      tabIndex={-1}
      aria-labelledby="help-title"
      onClose={() => view.setState({ isHelpOpen: false })}
    >
      <header className="help-head">
        <h2 id="help-title">Keys</h2>
        <IconButton label="Close the list of keys" onClick={() => dialog.current?.close()}>
          <CloseIcon />
        </IconButton>
      </header>
      <div className="help-groups">
        {groups.map(({ name, keys }) => (
          <section key={name}>
            <h3>{name}</h3>
            <dl>
              {keys.map(([names, what]) => (
                <div key={what} className="help-row">
                  <dt>
                    {names.map((key) => (
                      <kbd key={key}>{key}</kbd>
                    ))}
                  </dt>
                  <dd>{what}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </dialog>
  )
}
