import type { ReactNode } from 'react'

/** A 16-pixel line icon in the colour of its text, hidden from screen readers: its button has the name. */
function Icon({ children }: { children: ReactNode }) {
  return (
    <svg
      className="icon"
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.4"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {children}
    </svg>
  )
}

const drawn = (paths: string) => () => (
  <Icon>
    <path d={paths} />
  </Icon>
)

export const LibraryIcon = drawn('M2.5 2.5h4.5v4.5H2.5zM9 2.5h4.5v4.5H9zM2.5 9h4.5v4.5H2.5zM9 9h4.5v4.5H9z')
export const TrashIcon = drawn('M2.5 4.5h11M6 4.5V3h4v1.5M4 4.5l.6 8.5h6.8l.6-8.5M6.7 7v3.7M9.3 7v3.7')
export const HistoryIcon = drawn('M2.6 5.2A6 6 0 1 1 2 8M2.5 2.5v2.9h2.9M8 5v3.2l2.2 1.3')
export const SearchIcon = drawn('M11.5 7a4.5 4.5 0 1 1-9 0 4.5 4.5 0 0 1 9 0zM10.4 10.4l3.1 3.1')
export const CloseIcon = drawn('M4 4l8 8M12 4l-8 8')
export const AddIcon = drawn('M8 3v10M3 8h10')
export const FolderIcon = drawn('M2 4.5v8h12V5.7H7.8L6.4 4H2z')
export const FileIcon = drawn('M4 2h5l3 3v9H4zM9 2v3h3')
export const ImageIcon = drawn('M2 3h12v10H2zM2.3 11.5l3.4-3.6 2.7 2.7 2-1.9 3.3 3M11 6.2h.01')
export const PanelIcon = drawn('M2 3h12v10H2zM10 3v10')
export const CopyIcon = drawn('M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3')
export const MinusIcon = drawn('M3 8h10')
export const PlayIcon = drawn('M5 3l7.5 5L5 13z')
export const PauseIcon = drawn('M5.5 3.5v9M10.5 3.5v9')
export const CheckIcon = drawn('M3 8.5l3.2 3.2L13 4.8')
export const RestoreIcon = drawn('M6 4L2.7 7.2 6 10.5M3 7.2h6.3a3.7 3.7 0 0 1 0 7.3H7')
export const RevealIcon = drawn('M2 4.5v8h12V5.7H7.8L6.4 4H2zM8 11V8M6.7 9.2L8 7.9l1.3 1.3')
export const OpenOutIcon = drawn('M9.5 2.5h4v4M13.2 2.8L7.5 8.5M6.5 3.5h-4v10h10v-4')
export const LeftIcon = drawn('M10 3L5 8l5 5')
export const RightIcon = drawn('M6 3l5 5-5 5')
export const UpIcon = drawn('M8 13V3M4 7l4-4 4 4')
export const DownIcon = drawn('M3.5 6L8 10.5 12.5 6')
export const WarningIcon = drawn('M8 2.2l6.3 11.3H1.7zM8 6.5v3.2M8 11.6h.01')
export const LinkIcon = drawn(
  'M6.8 9.2a2.6 2.6 0 0 0 3.7 0l2.4-2.4A2.6 2.6 0 0 0 9.2 3L8 4.2M9.2 6.8a2.6 2.6 0 0 0-3.7 0L3.1 9.2A2.6 2.6 0 0 0 6.8 13L8 11.8',
)
export const NearIcon = drawn('M2.5 6c1.8-1.7 3.6-1.7 5.5 0s3.7 1.7 5.5 0M2.5 10.5c1.8-1.7 3.6-1.7 5.5 0s3.7 1.7 5.5 0')
export const SameIcon = drawn('M3 6h10M3 10h10')
export const KeyboardIcon = drawn('M1.5 4h13v8h-13zM4 6.5h.01M6.7 6.5h.01M9.3 6.5h.01M12 6.5h.01M5 9.5h6')
export const FitIcon = drawn('M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10')
export const DropIcon = drawn('M8 2v7.5M4.8 6.6L8 9.8l3.2-3.2M2.5 10.5v3h11v-3')
export const DuplicatesIcon = drawn('M2.5 4.5h8v8h-8zM5.5 4.5v-2h8v8h-3')
export const StarIcon = drawn('M8 2l1.8 3.8 4.1.5-3 2.9.8 4.1L8 11.3l-3.7 2 .8-4.1-3-2.9 4.1-.5z')
export const ShieldIcon = drawn('M8 2l5 1.8v4C13 11 10.8 13 8 14c-2.8-1-5-3-5-6.2v-4z')
export const RulesIcon = drawn('M2.5 4.5h6.5M12 4.5h1.5M2.5 11.5h1.5M7 11.5h6.5M10.5 3v3M5.5 10v3')
export const ClockIcon = drawn('M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0zM8 4.7V8l2.2 1.5')
export const PlanIcon = drawn('M2.5 4l1.2 1.2L6 3M2.5 9l1.2 1.2L6 8M8.5 4.5h5M8.5 9.5h5M8.5 13.5h5')
export const ArrowDownIcon = drawn('M8 3v10M4 9l4 4 4-4')
export const TransformIcon = drawn('M4.5 1.5v10h10M1.5 4.5h10v10')
export const ExportIcon = drawn('M8 10V2.5M4.8 5.7L8 2.5l3.2 3.2M2.5 10.5v3h11v-3')
export const FocusIcon = drawn('M12 8a4 4 0 1 1-8 0 4 4 0 0 1 8 0zM8 1.5V5M8 11v3.5M1.5 8H5M11 8h3.5')
export const ActivityIcon = drawn('M1.5 8.5h3l2-5.5 3 10 2-4.5h3')
export const SettingsIcon = drawn(
  'M10 8a2 2 0 1 1-4 0 2 2 0 0 1 4 0zM8 1.8v2M8 12.2v2M1.8 8h2M12.2 8h2M3.6 3.6L5 5M11 11l1.4 1.4M12.4 3.6L11 5M5 11l-1.4 1.4',
)
export const GripIcon = drawn('M6 4h.01M10 4h.01M6 8h.01M10 8h.01M6 12h.01M10 12h.01')
