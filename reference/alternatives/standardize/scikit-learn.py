"""scikit-learn's StandardScaler on all pixels as one column."""


from sklearn.preprocessing import StandardScaler


def standardize(image):
    column = image.astype(np.float64).reshape(-1, 1)
    return StandardScaler().fit_transform(column).reshape(image.shape).astype(np.float32)
