import type { ComponentProps } from 'react';
import { classes } from './classes.js';

const LOOKS = {
  primary: 'bg-accent text-accent-ink hover:opacity-90',
  plain: 'border border-line bg-surface text-ink hover:bg-raised',
  quiet: 'text-ink hover:bg-raised',
} as const;

interface ButtonProps extends ComponentProps<'button'> {
  readonly look?: keyof typeof LOOKS;
}

export const Button = ({ look = 'plain', className, type = 'button', ...rest }: ButtonProps) => (
  <button
    type={type}
    className={classes(
      'inline-flex min-h-9 items-center justify-center gap-2 rounded-md px-3 py-1.5 font-medium',
      'disabled:cursor-not-allowed disabled:opacity-60',
      LOOKS[look],
      className,
    )}
    {...rest}
  />
);
