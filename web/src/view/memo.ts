import { Component, type ComponentChild, type ComponentType, type FunctionComponent, h } from "preact";

/** A component that is drawn again only when one of its properties is another one. */
export function memo<Props extends object>(view: FunctionComponent<Props>): ComponentType<Props> {
  return class Memo extends Component<Props> {
    override shouldComponentUpdate(next: Readonly<Props>): boolean {
      const keys = Object.keys({ ...next, ...this.props }) as (keyof Props)[];
      return keys.some((key) => next[key] !== this.props[key]);
    }

    override render(): ComponentChild {
      return h(view as FunctionComponent<object>, this.props);
    }
  };
}
