module.exports = {
  resolver: { unstable_enablePackageExports: true, unstable_conditionNames: ['require', 'react-native'] },
  serializer: { getPolyfills: () => require('@react-native/js-polyfills')() },
  transformer: {
    babelTransformerPath: require.resolve('@react-native/metro-babel-transformer'),
    getTransformOptions: async () => ({ transform: { inlineRequires: true } }),
  },
}
