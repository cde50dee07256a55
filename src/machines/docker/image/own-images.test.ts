import { expect, test } from 'vitest';
import { imagesToRemove, type OwnImage } from './own-images.ts';

const image = (name: string, kind: OwnImage['kind']): OwnImage => ({
  name,
  kind,
  bytes: 1,
  created: new Date(0),
});
const images = [image('fsync-lab/base:debian', 'base'), image('fsync-lab/kafka-3.4.0-x:1', 'image')];

test('without a name everything goes but the bases, which no run could make again', () => {
  expect(imagesToRemove(images, []).map(({ name }) => name)).toEqual(['fsync-lab/kafka-3.4.0-x:1']);
});

test('a base goes when it is named', () => {
  expect(imagesToRemove(images, ['fsync-lab/base:debian'])).toEqual([images[0]]);
});
