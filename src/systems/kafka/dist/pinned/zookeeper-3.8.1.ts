import { type Bundle, parseJars } from '../jar-list.ts';

/** Written by pin.ts; each line is sha256, bytes, name. */
export const zookeeper381: Bundle = {
  title: 'ZooKeeper 3.8.1',
  version: '3.8.1',
  coordinates: [
    'org.apache.zookeeper:zookeeper:3.8.1',
    'io.dropwizard.metrics:metrics-core:4.1.12.1',
    'org.xerial.snappy:snappy-java:1.1.7.7',
  ],
  jars: parseJars(`
ffb101fc066360ff3c77457c927fd7967fb096a6ee9e046ab7071447d8208efc 20891 audience-annotations-0.12.0.jar
961b2f6d87dbacc5d54abf45ab7a6e2495f89b75598962d8c723cea9bc210908 327135 commons-io-2.11.0.jar
3160ae988af82c8bf3024ddbe034a82da98bb186fd09e76c50543c5b9da5cc5e 233809 logback-classic-1.2.10.jar
ba51a3fe56691f9dd7fe742e4a73c3ab4aaaa32202c73409ba56f18687399a08 454203 logback-core-1.2.10.jar
cec34936faa625039f4e46123eccaa10a9eb9d9a40c6075830cd81330e259cf9 105355 metrics-core-4.1.12.1.jar
e42e15f47c865266b1faa6e038ebfd7ddadcf9f4ae9e6617edd4881dbd4abe88 305047 netty-buffer-4.1.86.Final.jar
0456840b5c851dad6cab881cd1a9ad5d916db65d81048145df1d9a6d03325bea 348123 netty-codec-4.1.86.Final.jar
a35a3f16e7cd45c5d8529aa3e7702d4ef3b36213ea332db59744ea348fc2ae99 654571 netty-common-4.1.86.Final.jar
e69b42292929b278dc522e25177ddf7c54025484b55879f8227349adfbe1c04d 540539 netty-handler-4.1.86.Final.jar
7628a1309d7f2443dc41d8923a7f269e2981b9616f80a999eb7264ae6bcbfdba 37774 netty-resolver-4.1.86.Final.jar
f6726dcd54e4922b46b3b4f4467b443a70a30eb08a62620c8fe502d8cb802c9f 488341 netty-transport-4.1.86.Final.jar
3cc7eb87d85d6b4bf3d596a172a92df09f8d746c2b283c85543c95795b51edda 142249 netty-transport-classes-epoll-4.1.86.Final.jar
bbbd9d367cb7371a34b39f75f4422d0a09667c72007dfb861e6cdd4b5b4a35cf 5591 netty-transport-native-epoll-4.1.86.Final.jar
ec26d03a06565791d57e997f793677ee4d3fc47b290b7951898c2ecd0232f115 43686 netty-transport-native-unix-common-4.1.86.Final.jar
cdba07964d1bb40a0761485c6b1e8c2f8fd9eb1d19c53928ac0d7f9510105c57 41472 slf4j-api-1.7.30.jar
4e3a4e5cababf1a19c2b5f1acd200c1b0e33703acf7dc580019ce26c7e79d048 1945847 snappy-java-1.1.7.7.jar
ca65b863f2402cba82761204b77f04373f8d0a8adebb286619e1e5b33d0528e9 1323062 zookeeper-3.8.1.jar
66084b9930619876ff2daa55670dee744b2d68998e180a5ffa427f82f52bdfa9 256137 zookeeper-jute-3.8.1.jar
`),
};
