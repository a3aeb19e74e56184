"""All by NumPy in float64, and float32 at the end."""


def preprocess(image):
    rows, columns = image.shape[:2]
    if rows < 299 or columns < 399:
        raise ValueError(f"{rows} x {columns} pixels are too few")
    scaled = (image[:299, 100:399] / 255 - [0.485, 0.456, 0.406]) / [0.229, 0.224, 0.225]
    return torch.tensor(scaled.transpose(2, 0, 1)[np.newaxis], dtype=torch.float32)
